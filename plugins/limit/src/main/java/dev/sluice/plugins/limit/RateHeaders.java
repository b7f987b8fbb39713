package dev.sluice.plugins.limit;

import dev.sluice.api.Call;
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
 * ({@code x-ratelimit-remaining-requests}), or those of Anthropic ({@code anthropic-ratelimit-requests-remaining}). Of
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
        tightest.forEach((measure, standing) -> {
            String kind = measure.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (anthropic) {
                anthropic("anthropic-ratelimit-" + kind, standing, now, fields);
            } else {
                openai(kind, standing, fields);
            }
        });
        return fields;
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
