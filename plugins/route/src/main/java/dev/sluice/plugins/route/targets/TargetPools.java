package dev.sluice.plugins.route.targets;

import dev.sluice.plugins.route.config.RouteConfig.ConcurrencySettings;
import dev.sluice.plugins.route.config.RouteConfig.HealthSettings;
import java.util.ArrayList;
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

    private record Pool(String name, TargetStates states, List<Member> members) {}

    /** Knows no filters yet. */
    public TargetPools() {}

    /**
     * Joins a filter to those that judge alike; {@link Member#leave} undoes it.
     *
     * @param health when targets are ejected
     * @param concurrency how many calls they take at a time
     * @param random for the first of them
     * @return its part in what they share
     */
    public synchronized Member join(
            HealthSettings health, @Nullable ConcurrencySettings concurrency, RandomGenerator random) {
        Key key = new Key(health, concurrency);
        Pool pool = pools.get(key);
        if (pool == null) {
            pool = new Pool(freeName(), new TargetStates(health, concurrency, random), new ArrayList<>(2));
            pools.put(key, pool);
        }
        Member member = new Member(key, pool);
        pool.members().add(member);
        pool.states().configured();
        return member;
    }

    /** All that is known. */
    public synchronized Collection<TargetStates> all() {
        return pools.values().stream().map(Pool::states).toList();
    }

    /** The lowest number that no pool has, so that reloads do not make ever new ones. */
    private String freeName() {
        int number = 1;
        while (isTaken(Integer.toString(number))) {
            number++;
        }
        return Integer.toString(number);
    }

    private boolean isTaken(String name) {
        return pools.values().stream().anyMatch(pool -> pool.name().equals(name));
    }

    private synchronized void leave(Member member) {
        member.pool.members().remove(member);
        if (member.pool.members().isEmpty()) {
            pools.remove(member.key, member.pool);
        }
    }

    private synchronized boolean isFirst(Member member) {
        return member.pool.members().indexOf(member) == 0;
    }

    /** The part that a filter has in a pool. */
    public final class Member {

        private final Key key;
        private final Pool pool;

        private Member(Key key, Pool pool) {
            this.key = key;
            this.pool = pool;
        }

        /** What the filters share. */
        public TargetStates states() {
            return pool.states();
        }

        /** Tells the pool from others. */
        public String pool() {
            return pool.name();
        }

        /** Whether this is the one that shows operators what all share: what each showed would be summed up. */
        public boolean speaks() {
            return isFirst(this);
        }

        /** The filter is no more. */
        public void leave() {
            TargetPools.this.leave(this);
        }
    }
}
