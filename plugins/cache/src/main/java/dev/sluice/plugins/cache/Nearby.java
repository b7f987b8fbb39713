package dev.sluice.plugins.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Entries that this process keeps at hand, unpacked, bounded by their bytes; those least likely to be asked for go first.
 * What is forgotten stays forgotten: who was fetching it meanwhile does not bring it back.
 */
final class Nearby {

    private final Cache<Flights.Key, Entry> entries;
    private final AtomicLong purges = new AtomicLong();

    Nearby(long maxBytes) {
        this.entries = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((Flights.Key key, Entry entry) -> entry.weight())
                .executor(Runnable::run)
                .build();
    }

    @Nullable Entry get(Flights.Key key) {
        return entries.getIfPresent(key);
    }

    void put(Flights.Key key, Entry entry) {
        entries.put(key, entry);
    }

    /** How often something was forgotten so far: to be asked before an entry is fetched, for {@link #bring}. */
    long purges() {
        return purges.get();
    }

    /** Takes in what was fetched, unless something was forgotten since. */
    void bring(Flights.Key key, Entry entry, long purgesBefore) {
        if (purges.get() == purgesBefore) {
            entries.put(key, entry);
        }
    }

    void forget(Flights.Key key) {
        purges.incrementAndGet();
        entries.invalidate(key);
    }

    void forget(String tenant, String tag) {
        forget(key -> key.tenant().equals(tenant), entry -> entry.tags().contains(tag));
    }

    void forgetAll() {
        forget(key -> true, entry -> true);
    }

    private void forget(Predicate<Flights.Key> whose, Predicate<Entry> which) {
        purges.incrementAndGet();
        entries.asMap().entrySet().removeIf(one -> whose.test(one.getKey()) && which.test(one.getValue()));
    }
}
