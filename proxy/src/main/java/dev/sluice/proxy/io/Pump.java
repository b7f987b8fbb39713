package dev.sluice.proxy.io;

import dev.sluice.api.stream.Source;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.function.Function;

/**
 * Moves a source into a stream, as fast as the slower of the two.
 *
 * <p>A loop while items are there at once, so that no source is too long for the stack. It neither ends nor resets the
 * stream: what follows the last item is the caller's.
 *
 * @param <T> the source's items
 */
public final class Pump<T> {

    private final Source<T> source;
    private final Function<T, Buffer> bytes;
    private final WriteStream<Buffer> sink;
    private final Promise<Void> done = Promise.promise();

    /**
     * Prepares to move.
     *
     * @param source pulled by nobody else
     * @param bytes what is written for an item
     * @param sink written by nobody else while this runs
     */
    public Pump(Source<T> source, Function<T, Buffer> bytes, WriteStream<Buffer> sink) {
        this.source = source;
        this.bytes = bytes;
        this.sink = sink;
    }

    /**
     * Starts to move.
     *
     * @return done when the source has ended and all of it is handed to the stream; or why the source broke
     */
    public Future<Void> start() {
        pull();
        return done.future();
    }

    private void pull() {
        Future<T> item = source.next();
        while (item.isComplete()) {
            if (!take(item)) {
                return;
            }
            item = source.next();
        }
        Future<T> pending = item;
        pending.onComplete(ended -> {
            if (take(pending)) {
                pull();
            }
        });
    }

    /** Whether to go on at once. */
    private boolean take(Future<T> item) {
        if (item.failed()) {
            done.tryFail(item.cause());
            return false;
        }
        T value = item.result();
        if (value == null) {
            done.tryComplete();
            return false;
        }
        return write(bytes.apply(value));
    }

    private boolean write(Buffer chunk) {
        sink.write(chunk);
        if (!sink.writeQueueFull()) {
            return true;
        }
        sink.drainHandler(drained -> {
            sink.drainHandler(null);
            pull();
        });
        return false;
    }
}
