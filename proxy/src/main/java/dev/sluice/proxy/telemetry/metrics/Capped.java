package dev.sluice.proxy.telemetry.metrics;

import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Series by their labels, at most about so many: what comes later shares one. Finding one costs one lookup in a map.
 *
 * @param <K> the labels
 * @param <V> the series
 */
final class Capped<K, V> {

    private final ConcurrentMap<K, V> series = new ConcurrentHashMap<>();
    private final int limit;
    private final K overflow;
    private final Function<K, V> make;

    /**
     * Makes an empty table.
     *
     * @param limit threads that race may pass it by one each
     * @param overflow the labels of what finds no room
     * @param make makes a series
     */
    Capped(int limit, K overflow, Function<K, V> make) {
        this.limit = limit;
        this.overflow = overflow;
        this.make = make;
    }

    /** The series of these labels, or the one that is shared. */
    V get(K labels) {
        V found = series.get(labels);
        return found != null ? found : added(labels);
    }

    /** The series of these labels if there is one already. */
    @Nullable V find(K labels) {
        return series.get(labels);
    }

    Collection<V> all() {
        return series.values();
    }

    private V added(K labels) {
        return series.computeIfAbsent(series.size() < limit ? labels : overflow, make);
    }
}
