package dev.sluice.proxy.plugin.context;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;

/**
 * The meters of all plugins. Two generations of a filter, or two places of it in a chain, share a meter of the same name and tags:
 * counts go on over a reload, and the meter goes when its last user does. A gauge shows the sum of what its users
 * show.
 */
public final class SharedMeters {

    private final MeterRegistry registry;
    private final Map<Meter.Id, Integer> users = new HashMap<>();
    private final Map<Name, Sum> gauges = new HashMap<>();

    /**
     * Makes an empty set.
     *
     * @param registry where the meters are registered
     */
    public SharedMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** A counter that the caller {@linkplain #release releases} later. */
    synchronized Counter counter(String name, Tags tags) {
        return used(registry.counter(name, tags));
    }

    /** A timer that the caller {@linkplain #release releases} later. */
    synchronized Timer timer(String name, Tags tags) {
        return used(registry.timer(name, tags));
    }

    /** Adds to a gauge; run the result to take it back. */
    synchronized Runnable gauge(String name, Tags tags, DoubleSupplier value) {
        Name key = new Name(name, tags);
        Sum sum = gauges.computeIfAbsent(key, this::registered);
        sum.values().add(value);
        used(sum.gauge());
        return () -> releaseGauge(key, sum, value);
    }

    /** Once for all of its users: Micrometer warns of a gauge that it has already. */
    private Sum registered(Name key) {
        List<DoubleSupplier> values = new CopyOnWriteArrayList<>();
        return new Sum(
                values,
                Gauge.builder(key.name(), values, SharedMeters::sum)
                        .tags(key.tags())
                        .strongReference(true)
                        .register(registry));
    }

    /** One user less; the last takes the meter along. */
    synchronized void release(Meter meter) {
        if (users.merge(meter.getId(), -1, Integer::sum) <= 0) {
            users.remove(meter.getId());
            registry.remove(meter);
        }
    }

    private synchronized void releaseGauge(Name name, Sum sum, DoubleSupplier value) {
        sum.values().remove(value);
        if (sum.values().isEmpty()) {
            gauges.remove(name);
        }
        release(sum.gauge());
    }

    private <M extends Meter> M used(M meter) {
        users.merge(meter.getId(), 1, Integer::sum);
        return meter;
    }

    private static double sum(List<DoubleSupplier> values) {
        return values.stream().mapToDouble(DoubleSupplier::getAsDouble).sum();
    }

    private record Name(String name, Tags tags) {}

    private record Sum(List<DoubleSupplier> values, Gauge gauge) {}
}
