package dev.sluice.plugins.redact.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class DetectorTest {

    @Test
    void findsSeveralThingsInTheirOrder() {
        String text = "Mail bob@example.com or call +49 30 1234567, card 4111 1111 1111 1111.";

        List<Finding> found = Detectors.of("credit-card", "phone", "email").scan(text);

        assertThat(found).extracting(Finding::entity).containsExactly("email", "phone", "credit-card");
        assertThat(found)
                .extracting(finding -> finding.in(text))
                .containsExactly("bob@example.com", "+49 30 1234567", "4111 1111 1111 1111");
    }

    @Test
    void takesTheSurestOfThoseThatOverlap() {
        String text = "postgres://bob:secret@db.example.com/main";

        List<Finding> found = Detectors.of("email", "url", "connection-string").scan(text);

        assertThat(found).extracting(Finding::entity).containsExactly("connection-string");
    }

    @Test
    void takesAWordNearbyForAWordOnlyIfItIsOne() {
        Detector passports = Detectors.of("us-passport");

        assertThat(passports.scan("passport A12803456")).hasSize(1);
        assertThat(passports.scan("passportless A12803456")).isEmpty();
    }

    @Test
    void letsAllowedValuesThrough() {
        Detector detector = new Detector(
                Detectors.CATALOGUE.named("email").stream()
                        .map(entity -> new Detector.Want(entity, Detectors.THRESHOLD))
                        .toList(),
                Set.of("help@example.com")::contains);

        List<Finding> found = detector.scan("help@example.com bob@example.com");

        assertThat(found).extracting(Finding::start).containsExactly(17);
    }

    @Test
    void findsNothingInWords() {
        String text = "In 2024 we saw 15 more of them, at 7:30 in the morning; section 4.2 says why. ".repeat(30);

        assertThat(Detectors.of("all").scan(text).stream()
                        .filter(finding -> !finding.entity().startsWith("de-plz")))
                .isEmpty();
    }

    /** What interrupts it is the end of the call: nobody waits for what it would find. */
    @Test
    void endsAtTheNextMatchOnceItsThreadIsInterrupted() {
        Detector detector = Detectors.of("all");
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> detector.scan("Mail bob@example.com")).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void findsAPrivateKeyWholeThoughItHasManyLines() {
        String key = "-----BEGIN RSA PRIVATE KEY-----\n" + "MIIEpAIBAAKCAQEA0Z3VS5JJcds3\n".repeat(25)
                + "-----END RSA PRIVATE KEY-----";

        List<Finding> found = Detectors.of("secrets").scan("my key:\n" + key + "\nthanks");

        assertThat(found).containsExactly(new Finding("private-key", 8, 8 + key.length(), 1));
    }
}
