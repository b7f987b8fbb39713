package dev.sluice.proxy.telemetry.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.function.Predicate;

/**
 * Has Vert.x count its pools (of connections and of workers) and nothing else: its HTTP metrics look meters up by their
 * tags for every request, which would cost more than everything that is counted here.
 */
public final class PoolMeters {

    private PoolMeters() {}

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
        Arrays.stream(MetricsDomain.values())
                .filter(Predicate.not(MetricsDomain.NAMED_POOLS::equals))
                .forEach(metrics::addDisabledMetricsCategory);
        return Vertx.builder()
                .with(new VertxOptions(options).setMetricsOptions(metrics))
                .withMetrics(new MicrometerMetricsFactory(registry));
    }
}
