package dev.sluice.plugins.retrieve.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which values of metadata are numbers to a filter. */
class FieldsTest {

    @ParameterizedTest
    @CsvSource({
        "2, 2",
        "-2.5, -2.5",
        "0, 0",
        "1e3, 1000",
        "1.5E-1, 0.15",
        "1970-01-02, 86400",
        "1970-01-01T00:01:00Z, 60"
    })
    void takesNumbersAsJsonHasThemAndMoments(String value, double number) {
        assertThat(Fields.number(value)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2d", "2f", "0x1p3", "NaN", "Infinity", " 2", "007", "+2", ".5", "2.", "", "1e", "two"})
    void takesNoOtherWords(String value) {
        assertThat(Fields.number(value)).isNull();
    }
}
