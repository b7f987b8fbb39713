package dev.sluice.plugins.redact.recognise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.CallError;
import dev.sluice.plugins.redact.RedactConfig;
import dev.sluice.plugins.redact.RedactConfig.OnDown;
import dev.sluice.plugins.redact.detect.Finding;
import dev.sluice.plugins.redact.recognise.Named.Name;
import dev.sluice.plugins.redact.replace.Action;
import dev.sluice.testkit.FakeClassifier;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ClassifiedNamesTest {

    private final FakeClassifier classifier =
            new FakeClassifier().finding("Ann Lee", "PERSON").finding("Tuesday", "DATE_TIME");

    @Test
    void takesWhatItWasToldToTakeOfEachText() {
        Named named = find(OnDown.FAIL, "🗼 Ann Lee lives here", "Tuesday").result();

        assertThat(named.names()).containsExactly(new Name("person", "Ann Lee"));
        assertThat(classifier.asked()).hasSize(2);
    }

    @Test
    void findsANameWhereverItStandsAsAWord() {
        Named named = find(OnDown.FAIL, "Ann Lee").result();

        assertThat(named.with("To Ann Lee, not Ann Leeds", List.of())).containsExactly(new Finding("person", 3, 10, 1));
    }

    @Test
    void asksAboutEveryText() {
        String[] texts = IntStream.range(0, 50).mapToObj(i -> "text " + i).toArray(String[]::new);

        find(OnDown.FAIL, texts);

        assertThat(classifier.asked()).containsExactly(texts);
    }

    @Test
    void failsTheCallWhenItIsDown() {
        classifier.down(new TimeoutException());

        assertThat(find(OnDown.FAIL, "Ann Lee").cause())
                .isInstanceOfSatisfying(
                        CallError.class, error -> assertThat(error.code()).isEqualTo("recogniser_down"));
    }

    @Test
    void goesOnWithoutNamesWhenItMay() {
        classifier.down(new TimeoutException());

        assertThat(find(OnDown.SKIP, "Ann Lee").result().names()).isEmpty();
    }

    private Future<Named> find(OnDown onDown, String... texts) {
        RedactConfig.Recogniser config =
                new RedactConfig.Recogniser("names", List.of("PERSON", "LOCATION"), 0.6, onDown, Action.TOKEN);
        return new ClassifiedNames(config, classifier, LoggerFactory.getLogger(ClassifiedNamesTest.class))
                .find(List.of(texts));
    }
}
