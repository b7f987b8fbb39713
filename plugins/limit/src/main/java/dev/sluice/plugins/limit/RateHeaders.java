package dev.sluice.plugins.limit;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.state.Limit;
import dev.sluice.api.state.Standing;
import dev.sluice.plugins.limit.LimitConfig.Measure;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How it stands with a caller's limits, in the fields that its dialect's SDKs read: those of OpenAI
 * ({@code x-ratelimit-remaining-requests}), which those of dialects without fields of their own get, too, or those of
 * Anthropic ({@code anthropic-ratelimit-requests-remaining}). Of
 * several limits of one kind the one is told of which least is left.
 */
final class RateHeaders {

    private RateHeaders() {}

    static Map<String, String> of(Call call, List<Rule> rules, List<Standing> standings, Instant now) {
        boolean anthropic = call.dialect().name().equals("anthropic");
        Map<Measure, Standing> tightest = new LinkedHashMap<>();
        for (int i = 0; i < standings.size(); i++) {
            Measure measure = rules.get(i).measure();
            if (measure != Measure.MONEY && measure != Measure.CONCURRENT) {
                tightest.merge(measure, standings.get(i), (one, other) -> share(one) <= share(other) ? one : other);
            }
        }
        Map<String, String> fields = new LinkedHashMap<>();
        int parts = rules.isEmpty() ? 1 : rules.getFirst().split();
        tightest.forEach((measure, part) -> {
            Standing standing = whole(part, parts);
            String kind = measure.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (anthropic) {
                anthropic("anthropic-ratelimit-" + kind, standing, now, fields);
            } else {
                openai(kind, standing, fields);
            }
        });
        return fields;
    }

    /**
     * Says when to try again to the millisecond, where SDKs of the caller's dialect read that beside {@code retry-after}: those of
     * OpenAI, Anthropic and Cohere do, and AWS's under a name of their own. Google's read it in the error itself, where the dialect writes it;
     * Ollama's read nothing.
     */
    static CallError retry(Call call, CallError error, Duration retry) {
        String millis = Long.toString(Math.max(1, retry.toMillis()));
        return switch (call.dialect().name()) {
            case "openai", "anthropic", "cohere" -> error.withHeader("retry-after-ms", millis);
            case "bedrock" -> error.withHeader("x-amz-retry-after", millis);
            default -> error;
        };
    }

    /** Of a limit that is divided, callers see the whole: the parts are alike. */
    private static Standing whole(Standing part, int parts) {
        if (parts == 1) {
            return part;
        }
        Limit limit = part.limit();
        return new Standing(
                new Limit(
                        limit.tenant(),
                        limit.account(),
                        Math.min(Limit.MOST, limit.max() * parts),
                        limit.window(),
                        limit.hard()),
                part.spent() * parts,
                part.reserved() * parts,
                part.fits(),
                part.resetIn(),
                part.retryIn());
    }

    private static double share(Standing standing) {
        return (double) standing.remaining() / Math.max(1, standing.limit().max());
    }

    private static void openai(String kind, Standing standing, Map<String, String> fields) {
        fields.put("x-ratelimit-limit-" + kind, Long.toString(standing.limit().max()));
        fields.put("x-ratelimit-remaining-" + kind, Long.toString(standing.remaining()));
        fields.put("x-ratelimit-reset-" + kind, shown(standing.resetIn()));
    }

    private static void anthropic(String prefix, Standing standing, Instant now, Map<String, String> fields) {
        fields.put(prefix + "-limit", Long.toString(standing.limit().max()));
        fields.put(prefix + "-remaining", Long.toString(standing.remaining()));
        fields.put(
                prefix + "-reset",
                now.plus(standing.resetIn()).truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /** As {@code 1h2m3.5s} or {@code 120ms}. */
    private static String shown(Duration time) {
        return time.compareTo(Duration.ofSeconds(1)) < 0
                ? time.toMillis() + "ms"
                : time.truncatedTo(ChronoUnit.MILLIS).toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
