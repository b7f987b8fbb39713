package dev.sluice.plugins.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Reply;
import dev.sluice.plugins.validate.LanguageRules.WhenDown;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.FakeCheckContext;
import dev.sluice.testkit.FakeClassifier;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class LanguageCheckTest {

    private static final String GERMAN = "Bitte fassen Sie den Bericht zusammen.";

    private final VirtualTime time = new VirtualTime();
    private final ScriptedUpstream upstream = ScriptedUpstream.of(time, Script.says("fine"));
    private final FakeClassifier classifier =
            new FakeClassifier().finding("Bericht", "de").finding("report", "en");

    @Test
    void refusesALanguageThatIsNotAllowed() {
        Future<Reply> reply = send(Set.of("en"), WhenDown.FAIL, GERMAN);

        assertThat(reply.cause()).isInstanceOfSatisfying(CallError.class, error -> {
            assertThat(error.code()).isEqualTo("validation_failed");
            assertThat(error.param()).isEqualTo("messages[0]");
            assertThat(error.getMessage())
                    .contains("language_not_allowed", "one in de")
                    .doesNotContain("Bericht");
        });
        assertThat(upstream.attempts()).isEmpty();
    }

    @Test
    void letsPassWhatIsAllowedAndWhatIsTooShortToTell() {
        assertThat(send(Set.of("de"), WhenDown.FAIL, GERMAN).succeeded()).isTrue();
        assertThat(send(Set.of("en"), WhenDown.FAIL, "Bericht").succeeded()).isTrue();
        assertThat(classifier.asked()).hasSize(1);
    }

    @Test
    void saysWhereTheClassifierIsNamedThatIsNotThere() {
        ValidateConfig config = config(new LanguageRules(Set.of("en"), "tongue", 0.5, 24, WhenDown.FAIL));
        FakeCheckContext beside = new FakeCheckContext().withClassifiers("language");

        new ValidateFactory().check(config, beside);

        assertThat(beside.problems())
                .singleElement()
                .asString()
                .startsWith("language.classifier: ")
                .contains("tongue");
    }

    @Test
    void failsWithoutAnAnswerUnlessItMayBeSkipped() {
        classifier.down(new TimeoutException());

        assertThat(send(Set.of("en"), WhenDown.FAIL, GERMAN).cause())
                .isInstanceOfSatisfying(
                        CallError.class, error -> assertThat(error.code()).isEqualTo("classifier_unavailable"));
        assertThat(send(Set.of("en"), WhenDown.SKIP, GERMAN).succeeded()).isTrue();
    }

    @Test
    void wantsLanguages() {
        assertThatThrownBy(() -> rules(Set.of(), WhenDown.FAIL)).hasMessageContaining("found none");
    }

    private Future<Reply> send(Set<String> allowed, WhenDown whenDown, String text) {
        ValidateConfig config = config(rules(allowed, whenDown));
        FakePluginContext context = new FakePluginContext(time).withClassifier("language", classifier);
        Call call = FakeCalls.chat().whole(text);
        Future<Reply> reply =
                new ValidateFactory().create(config, context).result().apply(call, upstream);
        time.run();
        return reply;
    }

    private static ValidateConfig config(LanguageRules language) {
        ValidateConfig none = ValidateConfig.NONE;
        return new ValidateConfig(
                List.of(),
                none.parameters(),
                Map.of(),
                none.messages(),
                Set.of(),
                none.tools(),
                none.unreadable(),
                none.turns(),
                none.attachments(),
                none.contract(),
                false,
                language);
    }

    private static LanguageRules rules(Set<String> allowed, WhenDown whenDown) {
        return new LanguageRules(allowed, "language", 0.5, 24, whenDown);
    }
}
