package dev.sluice.proxy.config.engine;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 250ms}, {@code 30s}, {@code 1h30m}, {@code 7d}. */
public final class Durations {

    static final String PATTERN = "([0-9]+(d|h|ms|us|ns|m|s))+";

    private static final Pattern WHOLE = Pattern.compile(PATTERN);
    private static final Pattern PART = Pattern.compile("([0-9]+)(d|h|ms|us|ns|m|s)");
    private static final Map<String, Duration> UNITS = units();

    private Durations() {}

    /** Reads a duration; an {@code IllegalArgumentException} says what was expected. */
    public static Duration parse(String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException("expected a duration such as 250ms, 30s, 1h30m or 7d");
        }
        try {
            Duration sum = Duration.ZERO;
            for (Matcher part = PART.matcher(text); part.find(); ) {
                sum = sum.plus(unit(part.group(2)).multipliedBy(Long.parseLong(part.group(1))));
            }
            return Duration.ofNanos(sum.toNanos());
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("expected a duration below 292 years", e);
        }
    }

    /** Writes a duration of zero or more so that {@link #parse} reads it back. */
    public static String format(Duration duration) {
        StringBuilder text = new StringBuilder();
        Duration rest = duration;
        for (Map.Entry<String, Duration> unit : UNITS.entrySet()) {
            long count = rest.dividedBy(unit.getValue());
            rest = rest.minus(unit.getValue().multipliedBy(count));
            text.append(count == 0 ? "" : count + unit.getKey());
        }
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static Duration unit(String name) {
        return Objects.requireNonNull(UNITS.get(name), "the pattern knows a unit that the table does not");
    }

    private static Map<String, Duration> units() {
        Map<String, Duration> units = new LinkedHashMap<>();
        units.put("d", Duration.ofDays(1));
        units.put("h", Duration.ofHours(1));
        units.put("m", Duration.ofMinutes(1));
        units.put("s", Duration.ofSeconds(1));
        units.put("ms", Duration.ofMillis(1));
        units.put("us", Duration.ofNanos(1_000));
        units.put("ns", Duration.ofNanos(1));
        return Collections.unmodifiableMap(units);
    }
}
