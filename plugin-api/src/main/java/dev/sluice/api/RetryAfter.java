package dev.sluice.api;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long a provider wants to be left alone, by the fields of its reply: {@code retry-after-ms}, {@code retry-after} (seconds or a date,
 * RFC 9110, section 10.2.3), or the reset of a limit that is used up ({@code x-ratelimit-*} as OpenAI and those like it have it,
 * {@code anthropic-ratelimit-*}).
 */
public final class RetryAfter {

    private static final Duration MOST = Duration.ofHours(1);
    private static final List<String> LIMITS = List.of("requests", "tokens", "input-tokens", "output-tokens");

    private RetryAfter() {}

    /**
     * The pause that an error reply asks for.
     *
     * @param headers of the reply
     * @param now the time of day, for dates
     * @return at most an hour; null if it asks for none
     */
    public static @Nullable Duration of(Headers headers, Instant now) {
        Duration millis = number(headers.get("retry-after-ms"), 1);
        if (millis != null) {
            return millis;
        }
        String text = headers.get("retry-after");
        Duration seconds = number(text, 1000);
        Duration told = seconds != null || text == null ? seconds : until(date(text.strip()), now);
        return told != null ? told : reset(headers, now);
    }

    /**
     * The pause that a reply asks for even though it is an answer: it was the last one for now.
     *
     * @param headers of the reply
     * @param now the time of day, for dates
     * @return at most an hour; null if no limit is used up
     */
    public static @Nullable Duration reset(Headers headers, Instant now) {
        for (String limit : LIMITS) {
            if ("0".equals(headers.get("x-ratelimit-remaining-" + limit))) {
                return pause(headers.get("x-ratelimit-reset-" + limit), now);
            }
            if ("0".equals(headers.get("anthropic-ratelimit-" + limit + "-remaining"))) {
                return pause(headers.get("anthropic-ratelimit-" + limit + "-reset"), now);
            }
        }
        return null;
    }

    private static @Nullable Duration pause(@Nullable String text, Instant now) {
        return text == null ? null : text.indexOf('T') > 0 ? until(instant(text.strip()), now) : span(text.strip());
    }

    /** Such as {@code 1s}, {@code 6m0s}, {@code 120ms}, {@code 2.5}. */
    private static @Nullable Duration span(String text) {
        double millis = 0;
        for (int begin = 0; begin < text.length(); ) {
            int unit = skip(text, begin, true);
            int end = skip(text, unit, false);
            Double value = parse(text.substring(begin, unit));
            double scale = millis(text.substring(unit, end));
            if (value == null || scale == 0 || end == begin) {
                return null;
            }
            millis += value * scale;
            begin = end;
        }
        return bounded(millis);
    }

    private static int skip(String text, int from, boolean digits) {
        int at = from;
        while (at < text.length()
                && (digits
                        ? Character.isDigit(text.charAt(at)) || text.charAt(at) == '.'
                        : Character.isLetter(text.charAt(at)))) {
            at++;
        }
        return at;
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

    private static @Nullable Instant date(String text) {
        try {
            return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Duration until(@Nullable Instant then, Instant now) {
        return then == null
                ? null
                : bounded((double) Math.max(0, Duration.between(now, then).toMillis()));
    }

    private static @Nullable Duration bounded(double millis) {
        return millis >= 0 ? Duration.ofMillis((long) Math.min(millis, (double) MOST.toMillis())) : null;
    }
}
