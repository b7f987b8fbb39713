package dev.sluice.plugins.redact.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.plugins.redact.eval.Numbers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who says {@code all} gets what is there, and keeps tables and logs that can be read. */
class NumbersTest {

    private static final double FALSE = 0.015;

    static List<Numbers.Sample> samples() {
        return Numbers.samples();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void numbersThatMeanNothingStay(Numbers.Sample sample) {
        List<Finding> found = Detectors.all().scan(sample.text());

        assertThat(found.size()).as(sample.kind()).isLessThan((int) (sample.numbers() * FALSE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reach us at +1 415 555 0132",
                "or (415) 555-0132",
                "phone 4155550132",
                "4111 1111 1111 1111",
                "4111111111111111",
                "DE89370400440532013000",
                "passport A12803456",
                "aadhaar 399876543211",
                "routing 121000358",
                "NPI 1234567893",
                "bob@example.com",
                "192.168.1.1",
                "BIC: DEUTDEFF500"
            })
    void whatIsSureOrHasAWordBesideItIsFound(String text) {
        assertThat(Detectors.all().scan(text)).hasSize(1);
    }

    @Test
    void whoNamesAnEntityGetsWhatOnlyLooksRight() {
        assertThat(Detectors.of("us-aba-routing-number").scan("121000358")).hasSize(1);
        assertThat(Detectors.all().scan("121000358")).isEmpty();
    }
}
