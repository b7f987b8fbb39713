package dev.sluice.plugins.guard;

import static dev.sluice.plugins.guard.Guards.in;
import static dev.sluice.plugins.guard.Guards.out;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.plugins.guard.Check.Classifier.WhenDown;
import dev.sluice.plugins.guard.GuardConfig.InputAction;
import dev.sluice.plugins.guard.GuardConfig.Mode;
import dev.sluice.plugins.guard.GuardConfig.OutputAction;
import dev.sluice.plugins.guard.Guards.Seen;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.FakeClassifier;
import dev.sluice.testkit.Script;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules whose judge is one of the config's classifiers. */
class ClassifierRuleTest {

    private static final FakeCalls CHAT = FakeCalls.chat();

    private final FakeClassifier classifier = new FakeClassifier().finding("hit you", "violence");

    @Test
    void refusesAPromptThatIsFlagged() {
        Seen seen = send(Guards.of(in(check(Map.of(), WhenDown.FAIL), InputAction.BLOCK)), "I will hit you", "ok");

        assertThat(seen.error()).isEqualTo("content_filter");
        assertThat(seen.upstream.attempts()).isEmpty();
        assertThat(seen.decisions()).containsExactly("block classifier 0.90 violence in the whole text at 0-0");
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"HOLD", "BUFFER"})
    void nothingOfAReplyThatIsFlaggedLeaves(Mode mode) {
        Guards guards = Guards.of(out(check(Map.of(), WhenDown.FAIL), mode, OutputAction.BLOCK));

        Seen whole = send(guards, "hi", "I will hit you");
        Seen streamed = guards.send(CHAT.streamed("hi"), Script.says("I will hit you"));

        assertThat(whole.error()).isEqualTo("content_filter");
        assertThat(streamed.error()).isEqualTo("content_filter");
        assertThat(streamed.text()).isEmpty();
    }

    @Test
    void takesThresholdsInPlaceOfTheFlags() {
        Guards strict = Guards.of(in(check(Map.of("violence", 0.8), WhenDown.FAIL), InputAction.BLOCK));
        Guards lenient = Guards.of(in(check(Map.of("violence", 0.95), WhenDown.FAIL), InputAction.BLOCK));

        assertThat(send(strict, "I will hit you", "ok").error()).isEqualTo("content_filter");
        assertThat(send(lenient, "I will hit you", "ok").error()).isEmpty();
    }

    @Test
    void failsWithoutAnAnswer() {
        classifier.down(new TimeoutException());

        Seen prompt = send(Guards.of(in(check(Map.of(), WhenDown.FAIL), InputAction.BLOCK)), "hello", "ok");
        Seen reply = send(Guards.of(out(check(Map.of(), WhenDown.FAIL), Mode.HOLD, OutputAction.BLOCK)), "hello", "ok");

        assertThat(prompt.error()).isEqualTo("classifier_unavailable");
        assertThat(reply.error()).isEqualTo("classifier_unavailable");
    }

    @Test
    void passesWithoutAnAnswerWhereItMayAndSaysSo() {
        classifier.down(new TimeoutException());

        Seen seen = send(Guards.of(in(check(Map.of(), WhenDown.SKIP), InputAction.BLOCK)), "hello", "ok");

        assertThat(seen.text()).isEqualTo("ok");
        assertThat(seen.decisions()).containsExactly("not-checked classifier: no answer from its classifier");
    }

    private Seen send(Guards guards, String prompt, String reply) {
        guards.context.withClassifier("judge", classifier);
        return guards.send(CHAT.whole(prompt), Script.says(reply));
    }

    private static Check check(Map<String, Double> thresholds, WhenDown whenDown) {
        return new Check.Classifier("judge", thresholds, whenDown, 600, Duration.ofMillis(500));
    }
}
