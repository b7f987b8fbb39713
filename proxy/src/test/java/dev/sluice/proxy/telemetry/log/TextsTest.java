package dev.sluice.proxy.telemetry.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {

    @ParameterizedTest
    @ValueSource(strings = {"\u001b", "\r", "\n", "\u0000", "\u007f", "\u0085", "\u202a", "\u202e", "\u2066", "\u2069"})
    void whatMovesTheCursorOrTurnsTextRoundDoesNotPass(String unsafe) {
        assertThat(Texts.printable("a" + unsafe + "b")).isEqualTo("a?b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gpt-5", "caf\u00e9", "\ud83d\ude00", "\u2029\u202f", "\u2065\u206a"})
    void otherTextPasses(String text) {
        assertThat(Texts.printable(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.000", "-5, 0.000", "999, 0.000", "1_000, 0.001", "1_234_567, 1.234", "60_000_000_000, 60000.000"})
    void nanosecondsAreWrittenAsMilliseconds(String nanos, String expected) {
        StringBuilder out = new StringBuilder();

        Texts.millis(out, Long.parseLong(nanos.replace("_", "")));

        assertThat(out).hasToString(expected);
    }
}
