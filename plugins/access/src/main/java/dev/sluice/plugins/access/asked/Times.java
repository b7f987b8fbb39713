package dev.sluice.plugins.access.asked;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Moments and durations as the config writes them; durations as ISO 8601 does, too. */
public final class Times {

    private static final Pattern PARTS = Pattern.compile("([0-9]+(d|h|ms|us|ns|m|s))+");
    private static final Pattern PART = Pattern.compile("([0-9]+)(d|h|ms|us|ns|m|s)");
    private static final Map<String, Duration> UNITS = Map.of(
            "d", Duration.ofDays(1),
            "h", Duration.ofHours(1),
            "m", Duration.ofMinutes(1),
            "s", Duration.ofSeconds(1),
            "ms", Duration.ofMillis(1),
            "us", Duration.ofNanos(1_000),
            "ns", Duration.ofNanos(1));

    /** Nobody means a later one, and a database has no room for the latest that Java has. */
    private static final int LAST_YEAR = 9999;

    private static final String MOMENT = "expected a time such as 2027-01-31T00:00:00Z";
    private static final String DURATION = "expected a duration such as 24h or PT24H";

    private Times() {}

    /**
     * Reads a moment.
     *
     * @param text such as {@code 2027-01-31T00:00:00Z}, in any time zone
     * @return the moment
     * @throws IllegalArgumentException if it is none; does not repeat it
     */
    public static Instant moment(String text) {
        try {
            OffsetDateTime moment = OffsetDateTime.parse(text);
            if (Math.abs(moment.getYear()) <= LAST_YEAR) {
                return moment.toInstant();
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(MOMENT, e);
        }
        throw new IllegalArgumentException(MOMENT);
    }

    /**
     * Reads a duration.
     *
     * @param text such as {@code 24h}, {@code 1h30m} or {@code PT24H}
     * @return zero or more, below 292 years
     * @throws IllegalArgumentException if it is none; does not repeat it
     */
    public static Duration duration(String text) {
        try {
            Duration duration = PARTS.matcher(text).matches() ? sum(text) : Duration.parse(text);
            if (duration.toNanos() >= 0) {
                return duration;
            }
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(DURATION, e);
        }
        throw new IllegalArgumentException(DURATION);
    }

    private static Duration sum(String text) {
        Duration sum = Duration.ZERO;
        for (Matcher part = PART.matcher(text); part.find(); ) {
            Duration unit = UNITS.getOrDefault(part.group(2), Duration.ZERO);
            sum = sum.plus(unit.multipliedBy(Long.parseLong(part.group(1))));
        }
        return sum;
    }
}
