package dev.sluice.plugins.redact.replace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.plugins.redact.detect.Detector;
import dev.sluice.plugins.redact.detect.Detectors;
import dev.sluice.plugins.redact.token.Alike;
import dev.sluice.plugins.redact.token.Conversation;
import dev.sluice.plugins.redact.token.Keys;
import dev.sluice.plugins.redact.token.Pseudonyms;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a tool was given is redacted wherever it stands in the document, which stays one. */
class RedactorTest {

    private static final Detector DETECTOR = Detectors.of("credit-card", "email", "us-ssn", "us-passport", "password");

    private static final Alike ALIKE = new Alike(Set.of("password"));

    private final Keys keys = new Keys("a key that is long enough".getBytes(StandardCharsets.UTF_8));
    private final Pseudonyms pseudonyms = new Pseudonyms(keys, ALIKE, () -> new Conversation("t", "c"));
    private final Redactor redactor = new Redactor(
            DETECTOR::scan,
            Map.of(
                    "credit-card", Action.DROP,
                    "email", Action.DROP,
                    "us-ssn", Action.DROP,
                    "us-passport", Action.DROP,
                    "password", Action.DROP),
            new Replacer(keys, "t", pseudonyms, ALIKE, Map.of()));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"to\":\"bob@example.com\",\"n\":1}|{\"to\":\"\",\"n\":1}",
                "{\"card\":4111111111111111}|{\"card\":\"\"}",
                "{\"cards\":[4111111111111111,12]}|{\"cards\":[\"\",12]}",
                "{\"bob@example.com\":{\"n\":1}}|{\"\":{\"n\":1}}",
                "{\"passport\":\"A12803456\"}|{\"passport\":\"\"}",
                "{\"password\":\"hunter2-forever\"}|{\"password\":\"\"}",
                "\"bob@example.com\"|\"\"",
            })
    void redactsDocuments(String document, String redacted) {
        assertThat(redactor.json(document)).isEqualTo(redacted);
    }

    @Test
    void leavesADocumentAloneInWhichNothingIsFound() {
        String document = "{ \"a\" : 1.50, \"passport\" : null, \"b\" : [ \"c\" ] }";

        assertThat(redactor.json(document)).isSameAs(document);
    }

    @Test
    void redactsWhatIsNoDocumentAsAText() {
        assertThat(redactor.json("{\"to\": \"bob@example.com\", \"body")).isEqualTo("{\"to\": \"\", \"body");
    }
}
