package dev.sluice.plugins.route;

import static dev.sluice.testkit.ReplyAssert.assertThatReply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.Decision;
import dev.sluice.api.Headers;
import dev.sluice.api.Reply;
import dev.sluice.api.Target;
import dev.sluice.api.model.ModelFacts;
import dev.sluice.plugins.route.config.Cause;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.FakeModels;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Where calls go that the targets of their model cannot, or will not, answer. */
class RouteFallbackTest {

    private static final Target SMALL = new Target("p", "small");
    private static final Target SMALLER = new Target("p", "smaller");
    private static final Target LARGE = new Target("p", "large");
    private static final Target FIRST = FakeCalls.CANDIDATES.getFirst();

    private final VirtualTime time = new VirtualTime();
    private final FakeModels models =
            new FakeModels().with(SMALL, window(50)).with(SMALLER, window(40)).with(LARGE, window(100_000));

    @Test
    void aPromptTooLongForAllTargetsGoesWhereTheConfigSays() {
        Routed routed = routed(Configs.usual().fallingBack(Cause.CONTEXT_WINDOW, "p/large"), call -> Script.says("ok"));
        Call call = tooLong();

        assertThatReply(routed.ask(call).result()).hasText("ok");

        assertThat(routed.targets()).containsExactly("p/large");
        assertThat(call.journal().decisions())
                .contains(new Decision(
                        "route", "choose", "p/large (too long for the model's targets: fallback.context-window)"));
    }

    @Test
    void aPromptTooLongForTheFallbackTooIsRefused() {
        Routed routed =
                routed(Configs.usual().fallingBack(Cause.CONTEXT_WINDOW, "p/smaller"), call -> Script.says("ok"));

        Future<Reply> reply = routed.ask(tooLong());

        assertThat(Routed.code(reply)).isEqualTo("no_target_fits");
        assertThat(routed.targets()).isEmpty();
    }

    @Test
    void whatFailsToFitForAnotherReasonDoesNotGoToALargerWindow() {
        models.with(SMALL, foreign()).with(SMALLER, foreign());
        Routed routed = routed(Configs.usual().fallingBack(Cause.CONTEXT_WINDOW, "p/large"), call -> Script.says("ok"));

        Future<Reply> reply = routed.ask(FakeCalls.plain().whole("hi").withModel("m", List.of(SMALL, SMALLER)));

        assertThat(Routed.code(reply)).isEqualTo("no_target_fits");
    }

    @Test
    void aHealthyFallbackIsAskedWhereAllTargetsAreEjected() {
        Routed routed = routed(
                Configs.usual().floor(0).fallingBack(Cause.ERROR, "p/large"),
                call -> LARGE.equals(call.target()) ? Script.says("ok") : Script.refuses());
        for (int i = 0; i < 10; i++) {
            routed.ask(FakeCalls.chat().whole("hi"));
        }
        int before = routed.targets().size();
        Call call = FakeCalls.chat().whole("hi");

        assertThatReply(routed.ask(call).result()).hasText("ok");

        assertThat(routed.targetsAfter(before)).containsExactly("p/large");
        assertThat(call.journal().decisions())
                .contains(new Decision("route", "choose", "p/large (all targets are ejected: fallback.error)"));
    }

    @Test
    void aFallbackThatIsEjectedTooDoesNotSaveACall() {
        Routed routed = routed(Configs.usual().floor(0).fallingBack(Cause.ERROR, "p/large"), call -> Script.refuses());
        for (int i = 0; i < 12; i++) {
            routed.ask(FakeCalls.chat().whole("hi"));
        }

        assertThat(Routed.code(routed.ask(FakeCalls.chat().whole("hi")))).isEqualTo("no_healthy_target");
    }

    @Test
    void aListForRefusedContentIsUsedThoughRetriesLeaveTheCauseOut() {
        String refused = "{\"error\":{\"code\":\"content_policy_violation\"}}";
        Routed routed = routed(
                Configs.usual().fallingBack(Cause.CONTENT_POLICY, "p/large"),
                call -> LARGE.equals(call.target())
                        ? Script.says("ok")
                        : Script.replies(asked -> asked.reply(400, Buffer.buffer(refused))));

        assertThatReply(routed.ask(FakeCalls.chat().whole("hi")).result()).hasText("ok");

        assertThat(routed.targets()).containsExactly("first/fake-model", "p/large");
    }

    @Test
    void aListForRefusedContentIsUsedForAnAnswerThatTheProviderEndedToo() {
        String ended = "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"\"},"
                + "\"finish_reason\":\"content_filter\"}]}";
        Routed routed = routed(
                Configs.usual().fallingBack(Cause.CONTENT_POLICY, "p/large"),
                call -> LARGE.equals(call.target())
                        ? Script.says("ok")
                        : Script.replies(asked -> asked.reply(200, Buffer.buffer(ended))));

        assertThatReply(routed.ask(FakeCalls.chat().whole("hi")).result()).hasText("ok");
    }

    @Test
    void aFallbackThatRestsIsLeftAloneForAsLongAsItAsked() {
        Routed routed = routed(
                Configs.usual().fallingBack(Cause.ERROR, "p/large"),
                call -> LARGE.equals(call.target())
                        ? limited("60")
                        : FIRST.equals(call.target()) ? Script.refuses() : Script.says("second"));
        routed.ask(Routed.whole("p/large", LARGE));

        assertThatReply(routed.ask(FakeCalls.chat().whole("hi")).result()).hasText("second");

        assertThat(routed.targetsAfter(1)).doesNotContain("p/large");
    }

    @Test
    void aFallbackThatRestsIsNotAskedInsteadOfATargetThatMayDoBetterSoon() {
        boolean[] back = {false};
        Routed routed = routed(
                Configs.usual().fallingBack(Cause.ERROR, "p/large"),
                call -> LARGE.equals(call.target()) ? limited("60") : back[0] ? Script.says("back") : Script.refuses());
        routed.ask(Routed.whole("p/large", LARGE));
        int before = routed.targets().size();
        time.after(Duration.ofMillis(1), () -> back[0] = true);

        Future<Reply> reply = routed.ask(Routed.whole("first/fake-model", FIRST));

        assertThatReply(reply.result()).hasText("back");
        assertThat(routed.targetsAfter(before)).containsExactly("first/fake-model", "first/fake-model");
    }

    @Test
    void aFallbackThatRestsIsTheLastResort() {
        Routed routed = routed(
                Configs.usual().fallingBack(Cause.CREDENTIALS, "p/large"),
                call -> LARGE.equals(call.target()) ? limited("60") : Script.status(401));
        routed.ask(Routed.whole("p/large", LARGE));

        routed.ask(Routed.whole("first/fake-model", FIRST));

        assertThat(routed.targetsAfter(1)).containsSubsequence("first/fake-model", "p/large");
    }

    private Routed routed(Configs configs, Function<Call, Script> script) {
        return new Routed(time, configs, models, ScriptedUpstream.by(time, (number, call) -> script.apply(call)));
    }

    private static Call tooLong() {
        return FakeCalls.chat().whole("word ".repeat(100)).withModel("m", List.of(SMALL, SMALLER));
    }

    private static Script limited(String seconds) {
        return Script.replies(
                call -> call.reply(429, Buffer.buffer("{}")).withHeaders(Headers.of("retry-after", seconds)));
    }

    private static ModelFacts window(long tokens) {
        return new ModelFacts("", tokens, null, Set.of(), null, null, Map.of(), null);
    }

    private static ModelFacts foreign() {
        return new ModelFacts("elsewhere", null, null, Set.of(), null, null, Map.of(), null);
    }
}
