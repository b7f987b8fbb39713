package dev.sluice.plugins.route.targets;

import dev.sluice.plugins.route.config.RouteConfig.ConcurrencySettings;
import dev.sluice.plugins.route.config.RouteConfig.HealthSettings;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Has filters that judge targets alike share what they know of them: those of all chains, and those of a config and the one that
 * replaces it. A target that one chain finds dead is dead to all, and a reload forgets nothing.
 */
public final class TargetPools {

    private final Map<Key, Pool> pools = new LinkedHashMap<>();

    private record Key(HealthSettings health, @Nullable ConcurrencySettings concurrency) {}

    private static final class Pool {

        private final TargetStates states;
        private int users;

        Pool(TargetStates states) {
            this.states = states;
        }
    }

    /** Knows no filters yet. */
    public TargetPools() {}

    /**
     * Joins a filter to those that judge alike; {@link #leave} undoes it.
     *
     * @param health when targets are ejected
     * @param concurrency how many calls they take at a time
     * @param random for the first of them
     * @return what they share
     */
    public synchronized TargetStates join(
            HealthSettings health, @Nullable ConcurrencySettings concurrency, RandomGenerator random) {
        Pool pool = pools.computeIfAbsent(
                new Key(health, concurrency), key -> new Pool(new TargetStates(health, concurrency, random)));
        pool.users++;
        pool.states.configured();
        return pool.states;
    }

    /** A filter is no more. */
    public synchronized void leave(HealthSettings health, @Nullable ConcurrencySettings concurrency) {
        Key key = new Key(health, concurrency);
        Pool pool = pools.get(key);
        if (pool != null && --pool.users == 0) {
            pools.remove(key);
        }
    }

    /** All that is known. */
    public synchronized Collection<TargetStates> all() {
        return List.copyOf(pools.values().stream().map(pool -> pool.states).toList());
    }
}
