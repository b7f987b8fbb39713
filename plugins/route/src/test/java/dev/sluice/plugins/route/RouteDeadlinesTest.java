package dev.sluice.plugins.route;

import static dev.sluice.testkit.ReplyAssert.assertThatReply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Filter;
import dev.sluice.api.Headers;
import dev.sluice.api.Reply;
import dev.sluice.api.Target;
import dev.sluice.api.model.ModelFacts;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.FakeModels;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long an attempt may take, and a call: by the config, and by what its client has asked for. */
class RouteDeadlinesTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualTime time = new VirtualTime();
    private final FakePluginContext context = new FakePluginContext(time).withModels(new FakeModels());

    @Test
    void givesUpAnAttemptThatDoesNotBegin() {
        ScriptedUpstream upstream = ScriptedUpstream.of(time, Script.silent(), Script.says("second"));
        Configs configs = Configs.usual().deadlines(SECOND, SECOND, Duration.ZERO);

        Future<Reply> reply = filter(configs).apply(FakeCalls.chat().streamed("hi"), upstream);

        time.advance(SECOND);
        assertThatReply(reply.result()).hasText("second");
        assertThat(upstream.cancelled()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-sluice-timeout", "x-server-timeout", "X-Stainless-Timeout", "x-stainless-read-timeout"})
    void keepsTheDeadlineThatTheClientAsksFor(String field) {
        ScriptedUpstream upstream = ScriptedUpstream.of(time, Script.silent());
        Call call = FakeCalls.chat().whole("hi").withHeaders(Headers.of(field, "1.5"));

        Future<Reply> reply = filter(Configs.usual()).apply(call, upstream);

        time.advance(Duration.ofMillis(1500));
        assertThat(reply.cause())
                .isInstanceOfSatisfying(
                        CallError.class, error -> assertThat(error.code()).isEqualTo("deadline_exceeded"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e300", "Infinity", "NaN", "-1", "0", "soon", ""})
    void aDeadlineThatMakesNoSenseIsNone(String deadline) {
        ScriptedUpstream upstream = ScriptedUpstream.of(time, Script.says("ok"));
        Call call = FakeCalls.chat().whole("hi").withHeaders(Headers.of("x-sluice-timeout", deadline));

        Future<Reply> reply = filter(Configs.usual()).apply(call, upstream);

        time.run();
        assertThatReply(reply.result()).hasText("ok");
    }

    @Test
    void tellsGooglesModelsHowMuchTimeIsLeft() {
        Target gemini = new Target("second", FakeCalls.MODEL);
        ScriptedUpstream upstream = ScriptedUpstream.of(time, Script.silent(), Script.says("ok"));
        Filter filter = new RouteFactory()
                .filter(
                        Configs.usual()
                                .deadlines(Duration.ZERO, SECOND.multipliedBy(4), Duration.ZERO)
                                .config(),
                        new FakePluginContext(time).withModels(new FakeModels().with(gemini, facts("gemini"))),
                        new SplittableRandom(1))
                .result();

        Call call = FakeCalls.chat().whole("hi").withHeaders(Headers.of("x-server-timeout", "10"));
        filter.apply(call.withTarget(gemini), upstream);
        time.advance(SECOND.multipliedBy(4).plusMillis(200));

        assertThat(upstream.attempts())
                .extracting(attempt -> attempt.call().headers().get("x-server-timeout"))
                .containsExactly("10", "6");
    }

    private static ModelFacts facts(String dialect) {
        return new ModelFacts(dialect, null, null, Set.of(), null, null, Map.of(), null);
    }

    private Filter filter(Configs configs) {
        return new RouteFactory()
                .filter(configs.config(), context, new SplittableRandom(1))
                .result();
    }
}
