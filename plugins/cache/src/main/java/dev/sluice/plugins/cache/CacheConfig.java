package dev.sluice.plugins.cache;

import dev.sluice.api.config.DataSize;
import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import dev.sluice.api.config.Max;
import dev.sluice.api.config.Min;
import dev.sluice.api.state.Cache;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is kept, and for how long. */
@Doc("Answers calls that say the same with what was answered before.")
public record CacheConfig(
        @Doc("For how long a reply is kept.") @Default("1h") Duration ttl,

        @Doc(
                "By how much of it the time is shortened at random, so that entries that were made together do not end together.")
        @Default("0.1")
        @Min(0) @Max(1) double jitter,

        @Doc("For how long after that a reply is still given, while a new one is asked for beside.") @Default("0s")
        Duration stale,

        @Doc("The largest reply that is kept.") @Default("1MiB")
        DataSize maxEntry,

        @Doc("What this process keeps at hand of the shared state; 0B for nothing.") @Default("32MiB")
        DataSize memory,

        @Doc("Top-level fields of the request that do not change the answer. All others count, unknown ones too.")
        @Default("[user, safety_identifier, prompt_cache_key, prompt_cache_retention, metadata]")
        Set<String> ignore,

        @Doc("Request headers that change the answer.")
        @Default("[anthropic-version, anthropic-beta, openai-beta, openai-organization, openai-project]")
        Set<String> headers,

        @Doc("Whether replies that call tools are kept: what the caller does with such a call may have effects.")
        @Default("false")
        boolean toolCalls,

        @Doc("Events a second of a stream that is given from the cache; 0 for all at once.")
        @Default("0")
        @Min(0) @Max(10_000) int pace,

        @Doc("How long a call waits for an equal one that is under way before it is sent itself.") @Default("30s")
        Duration patience) {

    /** Request headers that change what providers answer. */
    static final Set<String> HEADERS =
            Set.of("anthropic-version", "anthropic-beta", "openai-beta", "openai-organization", "openai-project");

    public CacheConfig {
        ignore = Set.copyOf(ignore);
        headers = headers.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
        if (ttl.isNegative() || ttl.isZero() || ttl.plus(stale).compareTo(Cache.MAX_TTL) > 0) {
            throw new IllegalArgumentException(
                    "expected a ttl of more than 0s that ends, with stale, within 30 days, found " + ttl + " and "
                            + stale);
        }
    }

    Keeping keeping() {
        return new Keeping(maxEntry.bytes(), ttl, jitter, stale, toolCalls);
    }
}
