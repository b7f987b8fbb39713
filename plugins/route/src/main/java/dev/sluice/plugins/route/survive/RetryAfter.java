package dev.sluice.plugins.route.survive;

import dev.sluice.api.Headers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a provider wants to be asked again: {@code retry-after-ms}, {@code retry-after} in seconds, or the reset of whichever of the
 * {@code x-ratelimit-*} limits is used up.
 */
final class RetryAfter {

    private static final Duration MOST = Duration.ofHours(1);

    private RetryAfter() {}

    static @Nullable Duration of(Headers headers) {
        Duration millis = number(headers.get("retry-after-ms"), 1);
        if (millis != null) {
            return millis;
        }
        Duration seconds = number(headers.get("retry-after"), 1000);
        return seconds != null ? seconds : reset(headers);
    }

    /** The pause that a reply asks for although it is an answer: it was the last one for now. */
    static @Nullable Duration reset(Headers headers) {
        Duration requests = reset(headers, "requests");
        return requests != null ? requests : reset(headers, "tokens");
    }

    private static @Nullable Duration reset(Headers headers, String of) {
        if (!"0".equals(headers.get("x-ratelimit-remaining-" + of))) {
            return null;
        }
        String text = headers.get("x-ratelimit-reset-" + of);
        return text == null ? null : span(text.strip());
    }

    /** Such as {@code 1s}, {@code 6m0s}, {@code 120ms}, {@code 2.5}. */
    private static @Nullable Duration span(String text) {
        double millis = 0;
        int begin = 0;
        for (int i = 0; i < text.length(); ) {
            while (i < text.length() && (Character.isDigit(text.charAt(i)) || text.charAt(i) == '.')) {
                i++;
            }
            int unit = i;
            while (i < text.length() && Character.isLetter(text.charAt(i))) {
                i++;
            }
            Double value = parse(text.substring(begin, unit));
            double scale = millis(text.substring(unit, i));
            if (value == null || scale == 0 || i == begin) {
                return null;
            }
            millis += value * scale;
            begin = i;
        }
        return bounded(millis);
    }

    private static double millis(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s", "" -> 1000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 0;
        };
    }

    private static @Nullable Duration number(@Nullable String text, double scale) {
        Double value = text == null ? null : parse(text.strip());
        return value == null ? null : bounded(value * scale);
    }

    private static @Nullable Double parse(String text) {
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            return null; // A date, say, or nothing that anybody could follow.
        }
    }

    private static @Nullable Duration bounded(double millis) {
        if (!(millis >= 0)) {
            return null;
        }
        return Duration.ofMillis((long) Math.min(millis, (double) MOST.toMillis()));
    }
}
