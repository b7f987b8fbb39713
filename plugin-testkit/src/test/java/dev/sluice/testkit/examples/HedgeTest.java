package dev.sluice.testkit.examples;

import static dev.sluice.testkit.ReplyAssert.assertThatReply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Filter;
import dev.sluice.api.Reply;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.FilterContract;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HedgeTest implements FilterContract {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final VirtualTime time = new VirtualTime();

    @Override
    public Filter filter(FakePluginContext context) {
        return new Hedge(context.timers(), PATIENCE);
    }

    @Test
    void sendsOnlyOneWhenTheFirstIsInTime() {
        ScriptedUpstream upstream =
                ScriptedUpstream.of(time, Script.says("first").after(PATIENCE.dividedBy(2)));

        Future<Reply> reply = new Hedge(time, PATIENCE).apply(FakeCalls.chat().streamed("hi"), upstream);

        time.advance(PATIENCE.multipliedBy(2));
        assertThatReply(reply.result()).hasText("first");
        assertThat(upstream.attempts()).hasSize(1);
    }

    @Test
    void readsTheSecondAndCancelsTheFirstWhenThatHasNotBegun() {
        Script stalled = Script.says(List.of()).thenStalls();
        ScriptedUpstream upstream = ScriptedUpstream.of(time, stalled, Script.says("second"));

        Future<Reply> reply = new Hedge(time, PATIENCE).apply(FakeCalls.chat().streamed("hi"), upstream);

        time.advance(PATIENCE);
        assertThat(upstream.cancelled()).containsExactly(upstream.attempts().getFirst());
        assertThatReply(reply.result()).hasText("second");
        upstream.assertNothingLeaks();
    }

    @Test
    void readsTheFirstAndCancelsTheSecondWhenThatIsEvenSlower() {
        Script slow = Script.says("first").after(PATIENCE.multipliedBy(2));
        ScriptedUpstream upstream = ScriptedUpstream.of(time, slow, Script.silent());

        Future<Reply> reply = new Hedge(time, PATIENCE).apply(FakeCalls.chat().whole("hi"), upstream);

        time.advance(PATIENCE.multipliedBy(2));
        assertThatReply(reply.result()).hasText("first");
        assertThat(upstream.cancelled()).containsExactly(upstream.attempts().getLast());
    }

    @Test
    void failsWhenBothFail() {
        Script slow = Script.says(List.of()).thenBreaks().after(PATIENCE.multipliedBy(2));
        ScriptedUpstream upstream = ScriptedUpstream.of(time, slow, Script.refuses());

        Future<Reply> reply = new Hedge(time, PATIENCE).apply(FakeCalls.chat().whole("hi"), upstream);

        time.advance(PATIENCE.multipliedBy(2));
        assertThat(reply.failed()).isTrue();
        assertThat(upstream.attempts()).hasSize(2);
    }
}
