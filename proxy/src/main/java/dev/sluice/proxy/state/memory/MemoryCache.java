package dev.sluice.proxy.state.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that all caches of a process keep, bounded by their size; those least likely to be asked for go first.
 *
 * <p>A purge marks the tag with a number, and an entry that was put before the mark is not found any more: so a purge takes no
 * longer for many entries than for none. A mark that finds no room is remembered for all tags.
 */
final class MemoryCache {

    /** What an entry costs beyond its bytes and its key. */
    private static final int OVERHEAD = 128;

    private static final int MAX_MARKS = 100_000;

    private final Cache<Key, Entry> entries;
    private final Cache<Key, Long> marks;
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLong floor = new AtomicLong();

    /** Where something lies: an entry by its key, a mark by its tag. */
    record Key(String use, String tenant, String name) {}

    private record Entry(Buffer value, Set<String> tags, Duration ttl, long number) {}

    MemoryCache(long maxBytes, Ticker ticker) {
        this.entries = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher(MemoryCache::weight)
                .expireAfter(Expiry.<Key, Entry>writing((key, entry) -> entry.ttl()))
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
        this.marks = Caffeine.newBuilder()
                .maximumSize(MAX_MARKS)
                .expireAfterWrite(dev.sluice.api.state.Cache.MAX_TTL)
                .removalListener(this::lost)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    @Nullable Buffer get(Key key) {
        Entry entry = entries.getIfPresent(key);
        if (entry == null || entry.tags().isEmpty()) {
            return entry == null ? null : entry.value();
        }
        return isPurged(key, entry) ? null : entry.value();
    }

    void put(Key key, Buffer value, Duration ttl, Set<String> tags) {
        entries.put(key, new Entry(value, Set.copyOf(tags), ttl, numbers.incrementAndGet()));
    }

    void remove(Key key) {
        entries.invalidate(key);
    }

    void purge(Key tag) {
        marks.put(tag, numbers.incrementAndGet());
    }

    private boolean isPurged(Key key, Entry entry) {
        for (String tag : entry.tags()) {
            Long mark = marks.getIfPresent(new Key(key.use(), key.tenant(), tag));
            if (mark != null && mark > entry.number()) {
                return true;
            }
        }
        return floor.get() > entry.number();
    }

    private void lost(@Nullable Key tag, @Nullable Long mark, RemovalCause cause) {
        if (cause == RemovalCause.SIZE && mark != null) {
            floor.accumulateAndGet(mark, Math::max);
        }
    }

    private static int weight(Key key, Entry entry) {
        int text = key.name().length() + key.tenant().length();
        return OVERHEAD
                + text
                + entry.value().length()
                + OVERHEAD * entry.tags().size();
    }
}
