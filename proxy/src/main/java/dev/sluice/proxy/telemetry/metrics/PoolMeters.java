package dev.sluice.proxy.telemetry.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClientConfig;
import io.vertx.core.spi.metrics.HttpClientMetrics;
import io.vertx.core.spi.metrics.PoolMetrics;
import io.vertx.core.spi.metrics.VertxMetrics;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Has Vert.x count its pools (of connections and of workers) and nothing else: its HTTP metrics look meters up by their
 * tags for every request, which would cost more than everything that is counted here.
 *
 * <p>Of a pool of connections Vert.x tells only who waits for one ({@code vertx_pool_queue_*} of {@code pool_type="http"});
 * how many are in use stays at zero there, and is true for workers only.
 */
public final class PoolMeters implements VertxMetrics {

    private final VertxMetrics all;
    private final Map<String, PoolMetrics<?, ?>> pools = new ConcurrentHashMap<>();

    PoolMeters(VertxMetrics all) {
        this.all = all;
    }

    /**
     * Begins to make a Vert.x whose pools are counted.
     *
     * @param options all else
     * @param registry where the pools are shown
     * @return a builder
     */
    public static VertxBuilder vertx(VertxOptions options, MeterRegistry registry) {
        MicrometerMetricsOptions metrics = new MicrometerMetricsOptions();
        metrics.setEnabled(true);
        metrics.setLabels(EnumSet.of(Label.POOL_TYPE, Label.POOL_NAME));
        VertxOptions measured = new VertxOptions(options).setMetricsOptions(metrics);
        MicrometerMetricsFactory factory = new MicrometerMetricsFactory(registry);
        return Vertx.builder().with(measured).withMetrics(given -> new PoolMeters(factory.metrics(given)));
    }

    /**
     * Pools of one name have their meters in common: each event loop has one for a provider. What is counted is kept for all of
     * them, as Micrometer does with their numbers, and would warn of a gauge that it has already if each were made anew.
     */
    @Override
    public PoolMetrics<?, ?> createPoolMetrics(String type, String name, int size) {
        return pools.computeIfAbsent(type + " " + name, key -> all.createPoolMetrics(type, name, size));
    }

    /** Counts nothing, but has to be there: Vert.x shows the pools of measured clients only. */
    @Override
    public HttpClientMetrics<?, ?> createHttpClientMetrics(HttpClientConfig config) {
        return new HttpClientMetrics<>() {};
    }

    @Override
    public void vertxCreated(Vertx vertx) {
        all.vertxCreated(vertx);
    }

    @Override
    public boolean isMetricsEnabled() {
        return true;
    }

    @Override
    public void close() {
        all.close();
    }
}
