package dev.sluice.testkit;

import dev.sluice.api.plugin.Meters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** Meters that remember what they were told. A meter is named by its name and its tags, as {@code hits[cache, semantic]}. */
public final class FakeMeters implements Meters {
    private final Map<String, Double> counts = new HashMap<>();
    private final Map<String, List<Duration>> timings = new HashMap<>();
    private final Map<String, DoubleSupplier> gauges = new HashMap<>();

    FakeMeters() {}

    @Override
    public Counter counter(String name, String... tags) {
        return amount -> counts.merge(key(name, tags), amount, Double::sum);
    }

    @Override
    public Timing timing(String name, String... tags) {
        return time -> timings.computeIfAbsent(key(name, tags), key -> new ArrayList<>())
                .add(time);
    }

    @Override
    public void gauge(String name, DoubleSupplier value, String... tags) {
        gauges.put(key(name, tags), value);
    }

    /**
     * What was counted.
     *
     * @param name the counter's
     * @param tags pairs of key and value
     * @return 0 if nothing was
     */
    public double count(String name, String... tags) {
        return counts.getOrDefault(key(name, tags), 0.0);
    }

    /**
     * What was timed.
     *
     * @param name the timing's
     * @param tags pairs of key and value
     * @return in order
     */
    public List<Duration> timed(String name, String... tags) {
        return List.copyOf(timings.getOrDefault(key(name, tags), List.of()));
    }

    /**
     * What a gauge shows.
     *
     * @param name the gauge's
     * @param tags pairs of key and value
     * @return its value now; NaN if there is no such gauge
     */
    public double gauged(String name, String... tags) {
        return gauges.getOrDefault(key(name, tags), () -> Double.NaN).getAsDouble();
    }

    private static String key(String name, String... tags) {
        return name + List.of(tags);
    }
}
