package dev.sluice.testkit.examples;

import static dev.sluice.testkit.ReplyAssert.assertThatReply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.Filter;
import dev.sluice.api.Reply;
import dev.sluice.api.Target;
import dev.sluice.testkit.Attempt;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.FilterContract;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShadowTest implements FilterContract {
    private static final Target DARK = new Target("dark", "model");

    private final VirtualTime time = new VirtualTime();
    private final FakePluginContext context = new FakePluginContext(time);

    @Override
    public Filter filter(FakePluginContext surroundings) {
        return new Shadow(DARK, surroundings);
    }

    @Override
    public boolean isForClient(Attempt attempt) {
        return !DARK.equals(attempt.call().target());
    }

    static Stream<Script> whateverTheShadowDoes() {
        return Stream.of(
                Script.says("something else"),
                Script.status(500),
                Script.refuses(),
                Script.silent(),
                Script.says("some").thenBreaks(),
                Script.says("some").thenStalls());
    }

    @ParameterizedTest
    @MethodSource("whateverTheShadowDoes")
    void isNeverNoticedByTheCaller(Script shadow) {
        ScriptedUpstream upstream = ScriptedUpstream.of(time, Script.says("hello"), shadow);

        Future<Reply> reply = filter(context).apply(FakeCalls.chat().streamed("hi"), upstream);

        assertThatReply(reply.result()).hasText("hello");
        assertThat(upstream.attempts()).hasSize(2);
    }

    @Test
    void readsOnWhenTheCallerHasLeft() {
        Script slow = Script.says("hello").every(ScriptedUpstream.DEADLINE.dividedBy(10));
        ScriptedUpstream upstream = ScriptedUpstream.of(time, Script.silent(), slow);
        Call call = FakeCalls.chat().streamed("hi");
        filter(context).apply(call, upstream);

        call.scope().end(null);

        time.advance(ScriptedUpstream.DEADLINE);
        assertThat(upstream.cancelled()).containsExactly(upstream.attempts().getFirst());
        assertThat(context.meters().count("failed", "target", "dark/model")).isZero();
        upstream.assertNothingLeaks();
    }
}
