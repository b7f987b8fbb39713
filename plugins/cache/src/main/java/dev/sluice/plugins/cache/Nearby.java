package dev.sluice.plugins.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sluice.plugins.cache.Forgotten.Order;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Entries that this process keeps at hand, unpacked, bounded by their bytes; those least likely to be asked for go first.
 * What is forgotten stays forgotten: who was asking for it, or fetching it, meanwhile does not bring it back.
 */
final class Nearby {

    private final Cache<Flights.Key, Entry> entries;
    private final Forgotten forgotten = new Forgotten();

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

    /** To be taken before an answer is asked for, or an entry is fetched, for {@link #put}. */
    Forgotten.Watch watch(Flights.Key key, Set<String> tags) {
        return forgotten.watch(key, tags);
    }

    /** Takes one in, unless it was to be forgotten since. */
    void put(Entry entry, Forgotten.Watch watch) {
        entries.put(watch.key(), entry);
        // Looked at last, so that an order that comes meanwhile finds the entry, or is found here.
        if (watch.isOver()) {
            entries.invalidate(watch.key());
        }
    }

    /**
     * Takes one in that lay elsewhere, unless a newer one is here already, or it was to be forgotten since.
     *
     * @return the newer one
     */
    Entry fetched(Entry entry, Forgotten.Watch watch) {
        Entry newer = entries.asMap()
                .merge(watch.key(), entry, (here, found) -> here.made().isAfter(found.made()) ? here : found);
        if (watch.isOver()) {
            entries.invalidate(watch.key());
        }
        return newer;
    }

    void forget(Order order) {
        forgotten.add(order);
        entries.asMap()
                .entrySet()
                .removeIf(one -> order.concerns(one.getKey(), one.getValue().tags()));
    }
}
