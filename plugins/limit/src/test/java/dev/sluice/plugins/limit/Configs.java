package dev.sluice.plugins.limit;

import dev.sluice.plugins.limit.LimitConfig.Action;
import dev.sluice.plugins.limit.LimitConfig.Away;
import dev.sluice.plugins.limit.LimitConfig.CacheHits;
import dev.sluice.plugins.limit.LimitConfig.LimitRule;
import dev.sluice.plugins.limit.LimitConfig.Measure;
import dev.sluice.plugins.limit.LimitConfig.Period;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Configs of tests. */
final class Configs {

    static final Duration MINUTE = Duration.ofMinutes(1);

    private Configs() {}

    static LimitConfig of(LimitRule... rules) {
        return of(CacheHits.REQUESTS, Away.FAIL, rules);
    }

    static LimitConfig of(CacheHits hits, Away away, LimitRule... rules) {
        return new LimitConfig(null, null, List.of(rules), 100, hits, away, Duration.ofSeconds(60), 1);
    }

    static LimitRule perMinute(Measure measure, long max) {
        return rule(measure, max, List.of("tenant"), Action.REFUSE, null);
    }

    static LimitRule rule(Measure measure, long max, List<String> by, Action action, String to) {
        Duration per = measure == Measure.CONCURRENT ? null : MINUTE;
        return new LimitRule(measure, BigDecimal.valueOf(max), per, null, "UTC", null, by, Map.of(), false, action, to);
    }

    static LimitRule monthly(String dollars) {
        return new LimitRule(
                Measure.MONEY,
                new BigDecimal(dollars),
                null,
                Period.MONTH,
                "Europe/Zurich",
                null,
                List.of("tenant"),
                Map.of(),
                false,
                Action.REFUSE,
                null);
    }
}
