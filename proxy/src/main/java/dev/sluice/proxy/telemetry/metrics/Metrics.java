package dev.sluice.proxy.telemetry.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Every number that this process shows. One for each process; outlives generations. */
public final class Metrics implements AutoCloseable {

    private static final String OPEN_METRICS = "application/openmetrics-text";
    private static final String OPEN_METRICS_TYPE = OPEN_METRICS + "; version=1.0.0; charset=utf-8";
    private static final String PROMETHEUS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final PrometheusCallMeter calls = new PrometheusCallMeter();
    private final AtomicLong generation = new AtomicLong();
    private final Counter reloads;
    private final Counter refusals;
    private final JvmGcMetrics collections = new JvmGcMetrics();

    /**
     * Makes the meters, all at zero.
     *
     * @param version what is running
     */
    public Metrics(String version) {
        registry.getPrometheusRegistry().register(calls);
        Gauge.builder("sluice.build.info", () -> 1)
                .description("What is running.")
                .tags("version", version, "java", Runtime.version().toString())
                .register(registry);
        Gauge.builder("sluice.config.generation", generation::get)
                .description("The number of the config that is served.")
                .register(registry);
        this.reloads = reload("applied");
        this.refusals = reload("refused");
        bindJvm();
    }

    /**
     * Where everybody else registers: Vert.x, plugins.
     *
     * @return the registry that is scraped
     */
    public MeterRegistry registry() {
        return registry;
    }

    /**
     * What calls, attempts and filters are told to.
     *
     * @return the one
     */
    public PrometheusCallMeter calls() {
        return calls;
    }

    /**
     * Notes which config is served from now on.
     *
     * @param number of its generation
     */
    public void serving(long number) {
        generation.set(number);
    }

    /**
     * Counts a reload.
     *
     * @param applied false if the old config stayed
     */
    public void reloaded(boolean applied) {
        (applied ? reloads : refusals).increment();
    }

    /**
     * Shows how many lines of the access log were given up.
     *
     * @param dropped read when the metrics are
     */
    public void accessLogDropped(LongSupplier dropped) {
        FunctionCounter.builder("sluice.access.log.dropped", dropped, LongSupplier::getAsLong)
                .description("Lines that the access log gave up because its reader was too slow.")
                .register(registry);
    }

    /**
     * Shows how late event loops are.
     *
     * @param loops who watches them
     */
    public void eventLoops(EventLoopWatch loops) {
        registry.getPrometheusRegistry().register(loops);
    }

    /**
     * Reads all meters. Takes milliseconds: not for an event loop.
     *
     * @param accept what the scraper would like; OpenMetrics if it names that, else Prometheus' text format
     * @return the text
     */
    public Exposition scrape(String accept) {
        String type = accept.contains(OPEN_METRICS) ? OPEN_METRICS_TYPE : PROMETHEUS_TYPE;
        return new Exposition(type, registry.scrape(type));
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }

    private Counter reload(String result) {
        return Counter.builder("sluice.config.reloads")
                .description("Reloads of the config, by result.")
                .tag("result", result)
                .register(registry);
    }

    private void bindJvm() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
    }
}
