package dev.sluice.proxy.state.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.sluice.api.state.Logs;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The logs of a process, bounded by their bytes; those least likely to be read go first, each as a whole. A position is the number of an entry; entries are
 * numbered over all logs, so that one that has begun anew never looks like the old one.
 */
final class MemoryLogs {

    /** What an entry costs beyond its bytes. */
    private static final int OVERHEAD = 64;

    /** No log takes more than this part of the bytes: its oldest entries go before. */
    private static final int LARGEST_PART = 8;

    private final Cache<Key, Held> logs;
    private final AtomicLong numbers = new AtomicLong();
    private final long largest;

    private record Key(String use, String tenant, String log) {}

    private record Entry(long number, Buffer value) {

        long weight() {
            return OVERHEAD + (long) value.length();
        }
    }

    /** Never changed: readers see one that is whole. */
    private record Held(List<Entry> entries, long weight, Duration ttl) {

        static final Held NOTHING = new Held(List.of(), 0, Duration.ZERO);

        Held with(Entry entry, Logs.Kept kept, long largest) {
            long sum = weight + entry.weight();
            int from = 0;
            while (from < entries.size() && (entries.size() - from >= kept.entries() || sum > largest)) {
                sum -= entries.get(from++).weight();
            }
            List<Entry> all = new ArrayList<>(entries.size() - from + 1);
            all.addAll(entries.subList(from, entries.size()));
            all.add(entry);
            return new Held(all, sum, kept.ttl());
        }

        Logs.Page after(String position, int most) {
            long behind = number(position);
            int from = 0;
            while (from < entries.size() && entries.get(from).number() <= behind) {
                from++;
            }
            List<Entry> found = entries.subList(from, Math.min(entries.size(), from + most));
            String end =
                    found.isEmpty() ? position : Long.toString(found.getLast().number());
            return new Logs.Page(found.stream().map(Entry::value).toList(), end);
        }

        private static long number(String position) {
            return position.matches("[0-9]{1,18}") ? Long.parseLong(position) : 0;
        }
    }

    MemoryLogs(long maxBytes, Ticker ticker) {
        this.largest = maxBytes / LARGEST_PART;
        this.logs = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((Key key, Held held) -> (int) Math.min(Integer.MAX_VALUE, OVERHEAD + held.weight()))
                .expireAfter(Expiry.<Key, Held>writing((key, held) -> held.ttl()))
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    /** Those of one use. */
    Logs of(String use) {
        return new Logs() {
            @Override
            public Future<Void> append(String tenant, String log, Buffer entry, Kept kept) {
                MemoryLogs.this.append(new Key(use, tenant, log), entry, kept);
                return Future.succeededFuture();
            }

            @Override
            public Future<Page> read(String tenant, String log, String after, int most) {
                @Nullable Held held = logs.getIfPresent(new Key(use, tenant, log));
                return Future.succeededFuture((held == null ? Held.NOTHING : held).after(after, most));
            }
        };
    }

    /** Numbered while no other appends to that log, so that the order of the numbers is the order of the entries. */
    private void append(Key key, Buffer value, Logs.Kept kept) {
        logs.asMap()
                .compute(
                        key,
                        (log, held) -> (held == null ? Held.NOTHING : held)
                                .with(new Entry(numbers.incrementAndGet(), value), kept, largest));
    }
}
