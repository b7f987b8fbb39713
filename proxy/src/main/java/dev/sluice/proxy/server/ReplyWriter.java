package dev.sluice.proxy.server;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.Fatal;
import dev.sluice.api.plugin.Timers;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Source;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Writes one streamed reply to a client: as fast as it reads, each frame as it comes, a comment when there was none for
 * long.
 *
 * <p>Of a connection of HTTP/1.1 the channel counts the bytes that wait; a stream of HTTP/2 counts messages, however large, so
 * that its bytes are counted here.
 */
final class ReplyWriter {

    private static final int MOST_WAITING = 64 * 1024;
    private static final Buffer COMMENT = Buffer.buffer(": keep-alive\n\n");

    private final HttpServerResponse response;
    private final Source<Frames> frames;
    private final Timers timers;
    private final Pace pace;
    private final boolean isCounted;
    private final Promise<Void> done = Promise.promise();
    private long chunks;
    private long bytes;
    private long writtenAt;
    private int waiting;
    private boolean cancelled;
    private Timers.@Nullable Timer keepAlive;
    private Timers.@Nullable Timer stalled;

    /**
     * What is expected of whom.
     *
     * @param keepAlive a comment is sent when nothing else was for so long; zero for never
     * @param patience how long a client may not read
     */
    record Pace(Duration keepAlive, Duration patience) {}

    ReplyWriter(HttpServerResponse response, Source<Frames> frames, Timers timers, Pace pace, boolean isCounted) {
        this.response = response;
        this.frames = frames;
        this.timers = timers;
        this.pace = pace;
        this.isCounted = isCounted;
    }

    /**
     * Writes all of it but the end; fails if the source breaks or the client does not read. The head leaves with the first
     * bytes: a stream that breaks before them can still be answered with an error.
     */
    Future<Void> write() {
        watch();
        pull();
        return done.future().onComplete(ended -> unwatch());
    }

    /** The client is gone: what is pulled from is given up, and {@link #write} never ends. */
    void cancel() {
        cancelled = true;
        unwatch();
        frames.cancel();
    }

    long chunks() {
        return chunks;
    }

    long bytes() {
        return bytes;
    }

    private void pull() {
        Future<Frames> next = Fatal.pulled(frames);
        while (next.isComplete()) {
            if (!take(next)) {
                return;
            }
            next = Fatal.pulled(frames);
        }
        Future<Frames> pending = next;
        pending.onComplete(ended -> {
            if (!cancelled && take(pending)) {
                pull();
            }
        });
    }

    /** Whether to go on at once. */
    private boolean take(Future<Frames> next) {
        if (next.failed()) {
            done.tryFail(next.cause());
            return false;
        }
        Frames item = next.result();
        if (item == null) {
            done.tryComplete();
            return false;
        }
        return write(item.raw());
    }

    private boolean write(Buffer chunk) {
        chunks++;
        bytes += chunk.length();
        if (keepAlive != null) {
            writtenAt = timers.nanoTime();
        }
        if (isCounted) {
            count(chunk);
        } else {
            response.write(chunk);
        }
        if (!isFull()) {
            return true;
        }
        stalled = timers.after(pace.patience(), this::stall);
        response.drainHandler(this::drained);
        return false;
    }

    /** A piece waits until its last byte has gone to the socket; one that cannot be sent is the end of the reply. */
    private void count(Buffer chunk) {
        waiting += chunk.length();
        response.write(chunk).onSuccess(sent -> {
            waiting -= chunk.length();
            if (stalled != null && !isFull()) {
                drained(null);
            }
        });
    }

    private boolean isFull() {
        return waiting >= MOST_WAITING || response.writeQueueFull();
    }

    private void drained(@Nullable Void nothing) {
        if (waiting >= MOST_WAITING) {
            return;
        }
        response.drainHandler(null);
        cancel(stalled);
        stalled = null;
        if (!cancelled && !done.future().isComplete()) {
            pull();
        }
    }

    private void stall() {
        frames.cancel();
        done.tryFail(CallError.of(
                Category.CANCELLED, "client_stalled", "The client read nothing for " + pace.patience() + "."));
    }

    private void watch() {
        if (!pace.keepAlive().isZero()) {
            writtenAt = timers.nanoTime();
            keepAlive = timers.after(pace.keepAlive(), this::beat);
        }
    }

    private void beat() {
        Duration left = pace.keepAlive().minusNanos(timers.nanoTime() - writtenAt);
        if (left.isPositive()) {
            keepAlive = timers.after(left, this::beat);
            return;
        }
        if (!isFull()) {
            response.write(COMMENT);
        }
        watch();
    }

    private void unwatch() {
        cancel(keepAlive);
        cancel(stalled);
    }

    private static void cancel(Timers.@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }
}
