package dev.sluice.api.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.state.Window.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {

    /** Midnight where the zone is; on the days when clocks change, too, and where midnight itself does not exist. */
    @ParameterizedTest
    @CsvSource({
        "DAY,   UTC,              2026-06-15T12:00:00Z, 2026-06-16T00:00:00Z",
        "DAY,   Europe/Zurich,    2026-03-29T00:30:00Z, 2026-03-29T22:00:00Z", // 23 hours long
        "DAY,   Europe/Zurich,    2026-10-25T00:30:00Z, 2026-10-25T23:00:00Z", // 25 hours long
        "DAY,   Asia/Tokyo,       2026-06-15T15:00:00Z, 2026-06-16T15:00:00Z",
        "DAY,   America/Santiago, 2026-09-05T12:00:00Z, 2026-09-06T04:00:00Z", // begins at one o'clock
        "WEEK,  Europe/Zurich,    2026-06-14T21:59:59Z, 2026-06-14T22:00:00Z", // Sunday, just before midnight
        "WEEK,  Europe/Zurich,    2026-06-14T22:00:00Z, 2026-06-21T22:00:00Z",
        "MONTH, Europe/Zurich,    2026-02-28T22:59:59Z, 2026-02-28T23:00:00Z",
        "MONTH, Europe/Zurich,    2026-12-31T23:00:00Z, 2027-01-31T23:00:00Z",
        "MONTH, Asia/Kolkata,     2028-02-29T00:00:00Z, 2028-02-29T18:30:00Z" // a leap year
    })
    void aStretchOfTheCalendarEndsAtMidnightOfItsZone(Unit unit, String zone, Instant reserved, Instant end) {
        assertThat(new Window.Calendar(unit, ZoneId.of(zone)).end(reserved)).isEqualTo(end);
    }

    @Property
    void aStretchBeginsWhereTheOneBeforeItEnds(
            @ForAll Unit unit, @ForAll @LongRange(min = 0, max = 4_102_444_800_000L) long millis) {
        Window.Calendar calendar = new Window.Calendar(unit, ZoneId.of("Europe/Zurich"));
        Instant moment = Instant.ofEpochMilli(millis);

        Instant begin = calendar.begin(moment);

        assertThat(begin).isBeforeOrEqualTo(moment);
        assertThat(calendar.end(begin)).isEqualTo(calendar.end(moment));
        assertThat(calendar.end(begin.minusMillis(1))).isEqualTo(begin);
    }

    @Property
    void aRollingWindowForgetsLateByATwentiethAtMostAndNeverEarly(
            @ForAll @LongRange(min = 100, max = 33_696_000_000L) long length,
            @ForAll @LongRange(min = 0, max = 4_102_444_800_000L) long reserved) {
        Window.Rolling window = new Window.Rolling(Duration.ofMillis(length));

        long end = window.end(Instant.ofEpochMilli(reserved)).toEpochMilli();

        assertThat(end - reserved).isBetween(length + 1, length + length / Window.Rolling.STEPS);
    }

    @ParameterizedTest
    @CsvSource({"PT0.099S", "PT9361H", "PT0S", "PT-1S"})
    void refusesARollingWindowThatIsTooShortOrTooLong(Duration length) {
        assertThatThrownBy(() -> new Window.Rolling(length))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("100 ms to 390 days");
    }

    @Test
    void whatIsHeldEndsWithItsLeaseOrItsWindowWhicheverIsFirst() {
        Instant now = Instant.ofEpochMilli(1_000_000);
        Duration lease = Duration.ofSeconds(8);

        Instant leased = new Window.Held().heldEnd(now, now, lease);

        assertThat(leased)
                .isBetween(now.plus(lease), now.plus(lease.multipliedBy(9).dividedBy(8)));
        assertThat(new Window.Rolling(Duration.ofSeconds(1)).heldEnd(now, now, lease))
                .isEqualTo(new Window.Rolling(Duration.ofSeconds(1)).end(now));
    }
}
