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

/**
 * Has Vert.x count its pools (of connections and of workers) and nothing else: its HTTP metrics look meters up by their
 * tags for every request, which would cost more than everything that is counted here.
 *
 * <p>Of a pool of connections Vert.x tells only who waits for one ({@code vertx_pool_queue_*} of {@code pool_type="http"});
 * how many are in use stays at zero there, and is true for workers only.
 *
 * @param all what Vert.x could count
 */
public record PoolMeters(VertxMetrics all) implements VertxMetrics {

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

    @Override
    public PoolMetrics<?, ?> createPoolMetrics(String type, String name, int size) {
        return all.createPoolMetrics(type, name, size);
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
