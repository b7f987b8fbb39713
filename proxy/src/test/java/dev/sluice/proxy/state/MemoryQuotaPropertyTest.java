package dev.sluice.proxy.state;

import dev.sluice.api.state.Use;
import dev.sluice.proxy.state.memory.MemoryState;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Vertx;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;

/** Whatever is done in whatever order, memory counts as the model does. */
class MemoryQuotaPropertyTest {

    private static final Vertx VERTX = Vertx.vertx();

    @AfterContainer
    static void close() {
        VERTX.close();
    }

    @Property(tries = 500)
    void countsAsTheModelDoes(@ForAll long seed) {
        run(seed, false);
    }

    @Property(tries = 500)
    void countsAsTheModelDoesThoughTheClockIsSetBack(@ForAll long seed) {
        run(seed, true);
    }

    private static void run(long seed, boolean clockJumps) {
        VirtualTime time = new VirtualTime();
        MemoryState state = new MemoryState(VERTX, time, new MemoryState.Bounds(1, 1000));

        new QuotaProperties(
                        state.quotas(new Use("test", Use.Fallback.FAIL)),
                        time.now(),
                        now -> time.advance(Duration.between(time.now(), now)),
                        seed,
                        clockJumps)
                .run();
    }
}
