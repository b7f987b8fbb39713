package dev.sluice.plugins.limit;

import dev.sluice.plugins.limit.LimitConfig.Action;
import dev.sluice.plugins.limit.LimitConfig.Away;
import dev.sluice.plugins.limit.LimitConfig.CacheHits;
import dev.sluice.plugins.limit.LimitConfig.LimitRule;
import dev.sluice.plugins.limit.LimitConfig.Measure;
import dev.sluice.plugins.limit.LimitConfig.Period;
import dev.sluice.plugins.limit.LimitConfig.Unpriced;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Configs of tests. */
final class Configs {

    static final Duration MINUTE = Duration.ofMinutes(1);

    private Configs() {}

    static LimitConfig of(LimitRule... rules) {
        return of(CacheHits.REQUESTS, Away.FAIL, rules);
    }

    static LimitConfig of(CacheHits hits, Away away, LimitRule... rules) {
        return of(null, hits, away, Unpriced.REFUSE, 1, rules);
    }

    /** With so many requests a minute for each key. */
    static LimitConfig perKey(long requests, LimitRule... rules) {
        return of(requests, CacheHits.REQUESTS, Away.FAIL, Unpriced.REFUSE, 1, rules);
    }

    static LimitConfig unpriced(Unpriced unpriced, LimitRule... rules) {
        return of(null, CacheHits.REQUESTS, Away.FAIL, unpriced, 1, rules);
    }

    static LimitConfig split(int parts, LimitRule... rules) {
        return of(null, CacheHits.REQUESTS, Away.FAIL, Unpriced.REFUSE, parts, rules);
    }

    private static LimitConfig of(
            @Nullable Long requests, CacheHits hits, Away away, Unpriced unpriced, int split, LimitRule... rules) {
        return new LimitConfig(
                requests, null, List.of(rules), 100, hits, unpriced, away, Duration.ofSeconds(60), split);
    }

    static LimitRule perMinute(Measure measure, long max) {
        return rule(measure, max, List.of("tenant"), Action.REFUSE, null);
    }

    static LimitRule rule(Measure measure, long max, List<String> by, Action action, String to) {
        Duration per = measure == Measure.CONCURRENT ? null : MINUTE;
        return new LimitRule(measure, BigDecimal.valueOf(max), per, null, "UTC", null, by, Map.of(), false, action, to);
    }

    static LimitRule monthly(String dollars) {
        return monthly(dollars, Map.of());
    }

    static LimitRule monthly(String dollars, String model) {
        return monthly(dollars, Map.of("model", model));
    }

    private static LimitRule monthly(String dollars, Map<String, String> only) {
        return new LimitRule(
                Measure.MONEY,
                new BigDecimal(dollars),
                null,
                Period.MONTH,
                "Europe/Zurich",
                null,
                List.of("tenant"),
                only,
                false,
                Action.REFUSE,
                null);
    }
}
