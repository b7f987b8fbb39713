package dev.sluice.proxy.config;

import dev.sluice.api.config.DataSize;
import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import dev.sluice.api.config.Max;
import dev.sluice.api.config.Min;
import org.jspecify.annotations.Nullable;

/** Where quotas, caches and the like are kept that all replicas share. */
@Doc("Where quotas, caches and the like are kept: in this process, unless a Redis is named.")
public record StateSettings(
        @Default("1")
        @Min(1) @Max(10_000) @Doc("How many processes share it: each grants its share of a quota while Redis is away.")
        int replicas,

        @Default("{}") @Doc("What this process keeps by itself, without a Redis or while it is away.")
        MemorySettings memory,

        @Doc("A Redis that all replicas share.") @Nullable RedisSettings redis) {

    /** What a process keeps by itself. */
    @Doc("What a process keeps by itself.")
    public record MemorySettings(
            @Default("256MiB")
            @Doc("What all caches hold together, and the logs that replicas read, which take at most a quarter of it.")
            DataSize cache,

            @Default("100000") @Min(100) @Doc("How many things each use counts.")
            int maxAccounts) {}
}
