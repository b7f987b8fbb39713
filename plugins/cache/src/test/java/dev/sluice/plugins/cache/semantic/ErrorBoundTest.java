package dev.sluice.plugins.cache.semantic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorBoundTest {

    /** By hand, from Wilson's formula with z = 1.645. */
    @ParameterizedTest
    @CsvSource({"10, 0, 0, 0.2130", "100, 0, 0, 0.0263", "100, 10, 0.0607, 0.1604", "20, 20, 0.8808, 1"})
    void boundsTheTrueShare(long checked, long wrong, double lower, double upper) {
        ErrorBound bound = new ErrorBound(checked, wrong);

        assertThat(bound.lower()).isCloseTo(lower, within(5e-4));
        assertThat(bound.upper()).isCloseTo(upper, within(5e-4));
    }

    @Test
    void knowsNothingAtFirst() {
        assertThat(ErrorBound.NONE.upper()).isEqualTo(1);
        assertThat(ErrorBound.NONE.lower()).isZero();
        assertThat(ErrorBound.NONE.exceeds(0.02)).isFalse();
    }

    @Test
    void stopsEarlyForWhatIsSurelyTooMuch() {
        assertThat(new ErrorBound(1, 1).exceeds(0.02)).isTrue();
        assertThat(new ErrorBound(60, 1).exceeds(0.02)).isFalse();
    }

    @Test
    void stopsOnceItCouldHaveShownThatTheErrorIsLow() {
        assertThat(new ErrorBound(140, 0).exceeds(0.02)).isFalse();
        assertThat(new ErrorBound(140, 1).exceeds(0.02)).isTrue();
    }

    @Test
    void forgetsByHalves() {
        ErrorBound bound = new ErrorBound(3_999, 200).plus(false);

        assertThat(bound).isEqualTo(new ErrorBound(2_000, 100));
    }

    @Property
    void holdsTheShareThatWasSeen(@ForAll @LongRange(min = 1, max = 3_000) long checked, @ForAll double part) {
        long wrong = (long) (Math.abs(part % 1) * checked);
        ErrorBound bound = new ErrorBound(checked, wrong);

        assertThat((double) wrong / checked).isBetween(bound.lower() - 1e-9, bound.upper() + 1e-9);
    }
}
