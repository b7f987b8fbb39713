package dev.sluice.proxy.state.memory;

import dev.sluice.api.plugin.Timers;
import dev.sluice.api.state.Cache;
import dev.sluice.api.state.Leases;
import dev.sluice.api.state.Logs;
import dev.sluice.api.state.Quotas;
import dev.sluice.api.state.State;
import dev.sluice.api.state.Topic;
import dev.sluice.api.state.Use;
import dev.sluice.proxy.state.QuotaLeases;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Shared state in the memory of this process. */
public final class MemoryState implements State {

    private final Timers timers;
    private final Bounds bounds;
    private final MemoryCache cache;
    private final MemoryLogs logs;
    private final MemoryTopics topics;
    private final Map<String, MemoryQuotas> quotas = new ConcurrentHashMap<>();
    private final Map<String, MemoryQuotas> permits = new ConcurrentHashMap<>();

    /** The part of the bytes that logs may take; the rest is for caches. */
    private static final int LOGS_PART = 4;

    /**
     * How much there may be.
     *
     * @param bytes what all caches and logs hold together, a quarter of it logs
     * @param accounts how many things one use counts
     */
    public record Bounds(long bytes, int accounts) {}

    /**
     * Makes an empty one.
     *
     * @param vertx whose event loops listeners are told on
     * @param timers time
     * @param bounds how much there may be
     */
    public MemoryState(Vertx vertx, Timers timers, Bounds bounds) {
        this.timers = timers;
        this.bounds = bounds;
        long logBytes = bounds.bytes() / LOGS_PART;
        this.cache = new MemoryCache(bounds.bytes() - logBytes, timers::nanoTime);
        this.logs = new MemoryLogs(logBytes, timers::nanoTime);
        this.topics = new MemoryTopics(vertx);
    }

    @Override
    public Cache cache(Use use) {
        return new UsedCache(cache, use.name());
    }

    @Override
    public Quotas quotas(Use use) {
        return quotas.computeIfAbsent(use.name(), this::make);
    }

    @Override
    public Leases leases(Use use) {
        return new QuotaLeases(permits(use));
    }

    /**
     * What permits are counted in.
     *
     * @param use what for
     * @return the quotas behind {@link #leases}
     */
    public Quotas permits(Use use) {
        return permits.computeIfAbsent(use.name(), this::make);
    }

    @Override
    public Logs logs(Use use) {
        return logs.of(use.name());
    }

    @Override
    public Topic topic(String name) {
        return topics.topic(name);
    }

    private MemoryQuotas make(String use) {
        return new MemoryQuotas(timers::now, bounds.accounts());
    }

    private record UsedCache(MemoryCache cache, String use) implements Cache {

        private static final Future<Void> DONE = Future.succeededFuture();

        @Override
        public Future<@Nullable Buffer> get(String tenant, String key) {
            return Future.succeededFuture(cache.get(new MemoryCache.Key(use, tenant, key)));
        }

        @Override
        public Future<Void> put(String tenant, String key, Buffer value, Duration ttl, Set<String> tags) {
            cache.put(new MemoryCache.Key(use, tenant, key), value, ttl, tags);
            return DONE;
        }

        @Override
        public Future<Void> remove(String tenant, String key) {
            cache.remove(new MemoryCache.Key(use, tenant, key));
            return DONE;
        }

        @Override
        public Future<Void> purge(String tenant, String tag) {
            cache.purge(new MemoryCache.Key(use, tenant, tag));
            return DONE;
        }
    }
}
