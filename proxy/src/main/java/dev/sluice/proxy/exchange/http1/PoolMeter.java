package dev.sluice.proxy.exchange.http1;

import io.vertx.core.spi.metrics.PoolMetrics;
import io.vertx.core.spi.metrics.VertxMetrics;
import org.jspecify.annotations.Nullable;

/** Counts a pool as Vert.x counts its own ({@code vertx_pool_*} of {@code pool_type="http"}): who waits, how many are in use. */
final class PoolMeter {

    private final @Nullable PoolMetrics<Object, Object> metrics;

    /**
     * For a provider.
     *
     * @param all Vert.x's; null where it has none
     * @param name of the pool: host and port
     * @param size the most connections
     */
    @SuppressWarnings("unchecked") // Whatever it measures with, it gets back.
    PoolMeter(@Nullable VertxMetrics all, String name, int size) {
        this.metrics = all == null ? null : (PoolMetrics<Object, Object>) all.createPoolMetrics("http", name, size);
    }

    /** Somebody waits. */
    @Nullable Object waits() {
        return metrics == null ? null : metrics.enqueue();
    }

    /** Nobody waits with it any more. */
    void served(@Nullable Object waited) {
        if (metrics != null && waited != null) {
            metrics.dequeue(waited);
        }
    }

    /** One is in use. */
    @Nullable Object lent() {
        return metrics == null ? null : metrics.begin();
    }

    /** It is not any more. */
    void returned(@Nullable Object lent) {
        if (metrics != null && lent != null) {
            metrics.end(lent);
        }
    }
}
