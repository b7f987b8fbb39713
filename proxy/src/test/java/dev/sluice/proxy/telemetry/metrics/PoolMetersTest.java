package dev.sluice.proxy.telemetry.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.VertxOptions;
import io.vertx.core.spi.metrics.VertxMetrics;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class PoolMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final VertxMetrics all = new MicrometerMetricsFactory(registry)
            .metrics(new VertxOptions()
                    .setMetricsOptions(new MicrometerMetricsOptions()
                            .setEnabled(true)
                            .setLabels(EnumSet.of(Label.POOL_TYPE, Label.POOL_NAME))));
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @AfterEach
    void close() {
        all.close();
    }

    @Test
    void twoPoolsOfOneNameAreCountedTogetherWithoutAWarning() {
        log.start();
        Logger micrometer = (Logger) LoggerFactory.getLogger("io.micrometer");
        micrometer.addAppender(log);
        PoolMeters meters = new PoolMeters(all);

        var first = meters.createPoolMetrics("http", "upstream", 8);
        var second = meters.createPoolMetrics("http", "upstream", 8);
        first.enqueue();
        second.enqueue();

        assertThat(registry.get("vertx.pool.queue.pending")
                        .tag("pool_name", "upstream")
                        .gauge()
                        .value())
                .isEqualTo(2);
        assertThat(log.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .isEmpty();
        micrometer.detachAppender(log);
    }
}
