package dev.sluice.plugins.cache;

import dev.sluice.api.config.DataSize;
import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import dev.sluice.api.config.Max;
import dev.sluice.api.config.Min;
import java.time.Duration;
import java.util.Set;

/** What is kept, and for how long. */
@Doc("Answers calls that say the same with what was answered before.")
public record CacheConfig(
        @Doc("For how long a reply is kept.") @Default("1h") Duration ttl,

        @Doc(
                "By how much of it the time is shortened at random, so that entries that were made together do not end together.")
        @Default("0.1")
        @Min(0) @Max(1) double jitter,

        @Doc("The largest reply that is kept.") @Default("1MiB")
        DataSize maxEntry,

        @Doc("Top-level fields of the request that do not change the answer. All others count, unknown ones too.")
        @Default("[user, safety_identifier, prompt_cache_key, prompt_cache_retention, metadata]")
        Set<String> ignore,

        @Doc("Whether replies that call tools are kept: what the caller does with such a call may have effects.")
        @Default("false")
        boolean toolCalls,

        @Doc("How long a call waits for an equal one that is under way on another event loop before it is sent itself.")
        @Default("30s")
        Duration patience) {

    public CacheConfig {
        ignore = Set.copyOf(ignore);
        if (ttl.isNegative() || ttl.isZero()) {
            throw new IllegalArgumentException("expected a ttl of more than 0s, found " + ttl);
        }
        if (ignore.contains("model") || ignore.contains("messages") || ignore.contains("input")) {
            throw new IllegalArgumentException("expected fields that do not change the answer, found " + ignore
                    + ": other questions would get this answer");
        }
    }
}
