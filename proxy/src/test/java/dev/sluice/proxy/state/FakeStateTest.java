package dev.sluice.proxy.state;

import dev.sluice.api.state.State;
import dev.sluice.api.state.Use;
import dev.sluice.testkit.FakeState;
import dev.sluice.testkit.VirtualTime;
import java.time.Duration;

/** What plugins are tested with keeps the contract, too. */
class FakeStateTest implements StateContract {

    private final VirtualTime time = new VirtualTime();
    private final FakeState state = new FakeState(time::now);
    private int uses;

    @Override
    public State state() {
        return state;
    }

    @Override
    public void pass(Duration elapsed) {
        time.advance(elapsed);
    }

    @Override
    public Use use() {
        return new Use("test-" + uses++, Use.Fallback.FAIL);
    }
}
