package dev.sluice.api.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    private static final List<String> KNOWN = List.of("support", "max-size", "additionalProperties", "type", "p");

    @ParameterizedTest
    @CsvSource({
        "suport, support",
        "Support, support",
        "uspport, support",
        "maxSize, max-size",
        "max_size, max-size",
        "additional_properties, additionalProperties",
        "addtionalProperties, additionalProperties",
        "typ, type",
        "pp, p",
    })
    void findsWhatWasMeant(String word, String meant) {
        assertThat(Nearest.to(word, KNOWN)).contains(meant);
        assertThat(Nearest.hint(word, KNOWN)).isEqualTo("; did you mean '" + meant + "'?");
    }

    @ParameterizedTest
    @CsvSource({"'',", "budget,", "tyranny,"})
    void guessesNothing(String word) {
        assertThat(Nearest.hint(word, KNOWN.subList(0, 4))).isEmpty();
    }

    @Test
    void comparesNothingThatIsLong() {
        assertThat(Nearest.to("s".repeat(101), List.of("s".repeat(101)))).isEmpty();
    }
}
