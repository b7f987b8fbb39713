package dev.sluice.plugins.cache;

import dev.sluice.api.config.DataSize;
import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import dev.sluice.api.config.Max;
import dev.sluice.api.config.Min;
import dev.sluice.api.state.Cache;
import java.time.Duration;
import java.util.Set;

/** When one question's answer is given to another. */
@Doc("Answers questions that mean the same as one that was answered before.")
public record SemanticConfig(
        @Doc("The least cosine of two questions that say the same words in other forms.")
        @Default("0.80")
        @Min(0) @Max(1) double threshold,

        @Doc(
                "The least cosine of two questions with the same words but for some that say little, or reworded; 1 for never.")
        @Default("0.96")
        @Min(0) @Max(1) double near,

        @Doc("For how long an answer is given to others.") @Default("1h")
        Duration ttl,

        @Doc("Questions that are remembered, of all tenants.") @Default("10000") @Min(1) @Max(1_000_000) int entries,

        @Doc("The largest reply that is kept.") @Default("256KiB")
        DataSize maxEntry,

        @Doc("What this process keeps at hand of the shared state; 0B for nothing.") @Default("32MiB")
        DataSize memory,

        @Doc("Top-level fields of the request that do not change the answer.")
        @Default("[user, safety_identifier, prompt_cache_key, prompt_cache_retention, metadata]")
        Set<String> ignore,

        @Doc(
                "The highest temperature of a call that may be answered so. A call that says none has its provider's, which is 1 mostly.")
        @Default("0.3")
        @Min(0) @Max(2) double maxTemperature,

        @Doc("Characters of the longest question.") @Default("1000") @Min(1) @Max(20_000) int longest,

        @Doc("The share of hits that are checked against a fresh answer, which is paid for.")
        @Default("0.05")
        @Min(0) @Max(1) double check,

        @Doc(
                "The share of wrong hits from which on a route stops to answer so, by the upper bound of its 95 % interval.")
        @Default("0.02")
        @Min(0) @Max(1) double error,

        @Doc("The least cosine of two answers that say the same.") @Default("0.75") @Min(0) @Max(1) double agreement,

        @Doc(
                "How long a question's vector is waited for; without it, the call goes on as if this filter were not there.")
        @Default("1s")
        Duration vectorsWithin) {

    public SemanticConfig {
        ignore = Set.copyOf(ignore);
        if (ttl.isNegative() || ttl.isZero() || ttl.compareTo(Cache.MAX_TTL) > 0) {
            throw new IllegalArgumentException("expected a ttl of more than 0s and at most 30 days, found " + ttl);
        }
        if (vectorsWithin.isNegative() || vectorsWithin.isZero()) {
            throw new IllegalArgumentException("expected vectors-within of more than 0s, found " + vectorsWithin);
        }
        if (near < threshold) {
            throw new IllegalArgumentException(
                    "expected near to be at least as high as threshold, found " + near + " and " + threshold);
        }
    }

    Keeping keeping() {
        return new Keeping(maxEntry.bytes(), ttl, 0, Duration.ZERO, false);
    }

    /** The keys of calls, and with it of compartments. */
    CacheConfig keys() {
        return new CacheConfig(
                ttl, 0, Duration.ZERO, maxEntry, memory, ignore, CacheConfig.HEADERS, false, 0, Duration.ZERO);
    }
}
