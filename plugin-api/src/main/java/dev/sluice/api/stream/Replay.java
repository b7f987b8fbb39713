package dev.sluice.api.stream;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One source read by many, each from its first item on and at its own pace: what a cache or a single flight needs.
 *
 * <p>Memory is bounded by a limit. As long as all items together stay below it they are kept, and whoever comes may read
 * them, before the end and after. A source that grows beyond it is no longer {@link #isOpen open}: no reader joins any
 * more, only what the slowest still has before it is kept, and the fastest waits for the slowest rather than pass the limit.
 *
 * <p>Items are pulled when a reader asks for one that is not there yet. When the last reader leaves before the end, the
 * source is cancelled; a reader that leaves earlier takes nothing from the others. Used on one event loop.
 *
 * @param <T> the items; immutable, since all readers share them
 */
public final class Replay<T> {
    private final Source<T> source;
    private final ToLongFunction<T> weigher;
    private final long limit;
    private final List<T> kept = new ArrayList<>();
    private final List<Reader> readers = new ArrayList<>(2);
    private long first; // The number of the first item that is kept.
    private long weight;
    private boolean overflown;
    private boolean pulling;
    private @Nullable Future<T> end;

    private Replay(Source<T> source, ToLongFunction<T> weigher, long limit) {
        this.source = source;
        this.weigher = weigher;
        this.limit = limit;
    }

    /**
     * Shares the frames of a reply.
     *
     * @param frames pulled by nobody else
     * @param maxBytes what is kept at most, give or take one item
     * @return the shared frames, not pulled yet
     */
    public static Replay<Frames> of(Source<Frames> frames, long maxBytes) {
        return of(frames, maxBytes, item -> item.raw().length());
    }

    /**
     * Shares any source.
     *
     * @param source pulled by nobody else
     * @param maxWeight what the items kept weigh at most, give or take one
     * @param weigher an item's weight, always the same
     * @param <T> the items
     * @return the shared source, not pulled yet
     */
    public static <T> Replay<T> of(Source<T> source, long maxWeight, ToLongFunction<T> weigher) {
        return new Replay<>(source, weigher, maxWeight);
    }

    /**
     * Whether one more may read, from the first item on.
     *
     * @return false for good once the source broke, was given up, or has grown beyond the limit
     */
    public boolean isOpen() {
        return !overflown && (end == null || end.succeeded());
    }

    /**
     * Joins.
     *
     * @return all items, from the first on
     * @throws IllegalStateException if it is not {@link #isOpen open}
     */
    public Source<T> read() {
        if (!isOpen()) {
            throw new IllegalStateException("Expected a replay that is open; ask isOpen() first, and start a new one");
        }
        Reader reader = new Reader();
        readers.add(reader);
        return reader;
    }

    private void pull() {
        if (!pulling && end == null && weight <= limit) {
            pulling = true;
            source.next().onComplete(this::arrived, failure -> ended(Future.failedFuture(failure)));
        }
    }

    private void arrived(@Nullable T item) {
        if (item == null) {
            ended(Future.succeededFuture());
            return;
        }
        pulling = false;
        if (end != null) {
            return; // Everybody has left meanwhile.
        }
        kept.add(item);
        weight += weigher.applyAsLong(item);
        overflown |= weight > limit;
        trim();
        serve();
    }

    private void ended(Future<T> how) {
        pulling = false;
        if (end == null) {
            end = how;
            serve();
        }
    }

    private void serve() {
        List.copyOf(readers).forEach(Reader::serve);
    }

    private void trim() {
        if (!overflown) {
            return;
        }
        long slowest =
                readers.stream().mapToLong(reader -> reader.position).min().orElse(first + kept.size());
        List<T> passed = kept.subList(0, (int) (slowest - first));
        passed.forEach(item -> weight -= weigher.applyAsLong(item));
        passed.clear();
        first = slowest;
    }

    private void leave(Reader reader) {
        readers.remove(reader);
        trim();
        if (readers.isEmpty() && end == null) {
            end = cancelled();
            source.cancel();
        } else if (readers.stream().anyMatch(other -> other.waiting != null)) {
            pull();
        }
    }

    private static <T> Future<T> cancelled() {
        return Future.failedFuture(new CancellationException("the stream was cancelled"));
    }

    /** One who reads. */
    private final class Reader implements Source<T> {
        private long position;
        private boolean left;
        private @Nullable Promise<T> waiting;

        @Override
        public Future<T> next() {
            if (left) {
                return cancelled();
            }
            Promise<T> asked = Promise.promise();
            waiting = asked;
            serve();
            if (!asked.future().isComplete()) {
                pull();
            }
            return asked.future();
        }

        @Override
        public void cancel() {
            if (!left) {
                left = true;
                Promise<T> asked = waiting;
                waiting = null;
                leave(this);
                if (asked != null) {
                    cancelled().<T>map(nothing -> null).onComplete(asked);
                }
            }
        }

        private void serve() {
            Promise<T> asked = waiting;
            if (asked == null) {
                return;
            }
            if (position < first + kept.size()) {
                waiting = null;
                T item = kept.get((int) (position++ - first));
                makeRoom();
                asked.complete(item);
            } else if (end != null) {
                waiting = null;
                end.onComplete(asked);
            }
        }

        /** The slowest has moved on: somebody may have waited for that. */
        private void makeRoom() {
            if (overflown) {
                trim();
                if (readers.stream().anyMatch(reader -> reader.waiting != null)) {
                    pull();
                }
            }
        }
    }
}
