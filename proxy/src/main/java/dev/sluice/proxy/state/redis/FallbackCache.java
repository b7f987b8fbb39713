package dev.sluice.proxy.state.redis;

import dev.sluice.api.state.Cache;
import dev.sluice.api.state.StateUnavailableException;
import dev.sluice.api.state.Use.Fallback;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A cache that does what its use says while Redis is away.
 *
 * @param redis where it is else
 * @param own this process' own
 * @param fallback what its use says
 * @param meter is told of each time
 */
record FallbackCache(Cache redis, Cache own, Fallback fallback, Runnable meter) implements Cache {

    @Override
    public Future<@Nullable Buffer> get(String tenant, String key) {
        return or(redis.get(tenant, key), () -> own.get(tenant, key));
    }

    @Override
    public Future<Void> put(String tenant, String key, Buffer value, Duration ttl, Set<String> tags) {
        return or(redis.put(tenant, key, value, ttl, tags), () -> own.put(tenant, key, value, ttl, tags));
    }

    /** {@inheritDoc} Of what was put here while Redis was away, nothing is found after that any more. */
    @Override
    public Future<Void> remove(String tenant, String key) {
        own.remove(tenant, key);
        return or(redis.remove(tenant, key), Future::succeededFuture);
    }

    @Override
    public Future<Void> purge(String tenant, String tag) {
        own.purge(tenant, tag);
        return or(redis.purge(tenant, tag), Future::succeededFuture);
    }

    private <T extends @Nullable Object> Future<T> or(Future<T> asked, Supplier<Future<T>> local) {
        return asked.recover(failure -> {
            if (!(failure instanceof StateUnavailableException)) {
                return Future.failedFuture(failure);
            }
            meter.run();
            return switch (fallback) {
                case FAIL -> Future.failedFuture(failure);
                case SKIP -> Future.succeededFuture();
                case LOCAL -> local.get();
            };
        });
    }
}
