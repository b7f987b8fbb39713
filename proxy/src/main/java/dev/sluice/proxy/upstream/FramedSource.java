package dev.sluice.proxy.upstream;

import dev.sluice.api.plugin.Timers;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Framing;
import dev.sluice.api.stream.Source;
import dev.sluice.proxy.exchange.Exchange;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * An upstream's chunks, cut into frames, and broken off when the next is too long in coming.
 *
 * <p>Some bytes may wait here; when more do, the exchange is paused, which closes the TCP window in the end.
 */
final class FramedSource implements Source<Frames> {

    /** What many streams that nobody reads hold is the sum of these: a socket's own buffer is as large again. */
    private static final int HIGH = 32 * 1024;

    private static final int LOW = HIGH / 4;

    private final Exchange exchange;
    private final Framing framing;
    private final Failures failures;
    private final IdleWatch watch;
    private final Deque<Buffer> waiting = new ArrayDeque<>(4);
    private @Nullable Promise<Frames> demand;
    private @Nullable Future<Frames> last;
    private @Nullable Throwable broken;
    private boolean complete;
    private boolean paused;
    private int held;

    FramedSource(Exchange exchange, Framing framing, Timers timers, Duration idle, Failures failures) {
        this.exchange = exchange;
        this.framing = framing;
        this.failures = failures;
        this.watch = new IdleWatch(timers, idle, () -> breakOff(failures.idle(idle)));
        watch.rests();
    }

    @Override
    public Future<Frames> next() {
        if (last != null) {
            return last;
        }
        Buffer chunk = waiting.poll();
        while (chunk != null) {
            refill(chunk);
            Frames frames = framed(chunk);
            if (!frames.isEmpty()) {
                return Future.succeededFuture(frames);
            }
            if (last != null) {
                return last;
            }
            chunk = waiting.poll();
        }
        if (complete) {
            return end();
        }
        watch.waits();
        Promise<Frames> promise = Promise.promise();
        demand = promise;
        return promise.future();
    }

    @Override
    public void cancel() {
        boolean running = !complete && last == null;
        drop();
        broken = new CancellationException("the stream was cancelled");
        complete = true;
        finish(Future.failedFuture(failures.of(broken)));
        if (running) {
            exchange.cancel();
        }
    }

    /** A chunk has come. */
    void arrived(Buffer chunk) {
        Promise<Frames> asked = demand;
        if (complete) {
            return;
        }
        if (asked == null) {
            keep(chunk);
            return;
        }
        Frames frames = framed(chunk);
        if (!frames.isEmpty()) {
            demand = null;
            watch.rests();
            asked.complete(frames);
        } else if (last == null) {
            watch.waits();
        }
    }

    /** The last chunk has come. */
    void ended() {
        if (!complete) {
            complete = true;
            answer();
        }
    }

    /** No more will come: what the next pull fails with, once the chunks that are here are gone. */
    void failed(Throwable cause) {
        if (!complete) {
            complete = true;
            broken = cause;
            answer();
        }
    }

    /** Gives the stream up for a reason of ours. */
    void breakOff(Throwable cause) {
        if (!complete) {
            failed(cause);
            exchange.cancel();
        }
    }

    private void keep(Buffer chunk) {
        waiting.add(chunk);
        held += chunk.length();
        if (held >= HIGH && !paused) {
            paused = true;
            exchange.pause();
        }
    }

    private void drop() {
        waiting.clear();
        held = 0;
    }

    private void refill(Buffer taken) {
        held -= taken.length();
        if (paused && held <= LOW) {
            paused = false;
            exchange.resume();
        }
    }

    /** Who waits gets the end: while somebody does, no chunk is waiting. */
    private void answer() {
        Promise<Frames> asked = demand;
        if (asked != null) {
            demand = null;
            end().onComplete(asked);
        }
    }

    private Future<Frames> end() {
        if (broken != null) {
            return finish(Future.failedFuture(failures.of(broken)));
        }
        try {
            Frames rest = framing.end();
            finish(Future.succeededFuture());
            return rest.isEmpty() ? Future.succeededFuture() : Future.succeededFuture(rest);
        } catch (RuntimeException e) { // A plugin's framing may throw what it should not.
            return finish(Future.failedFuture(failures.of(e)));
        }
    }

    /** The frames that a chunk completes; none where it cannot be read, which is the end. */
    private Frames framed(Buffer chunk) {
        try {
            return framing.feed(chunk);
        } catch (RuntimeException e) { // A plugin's framing may throw what it should not.
            drop();
            if (!complete) {
                complete = true;
                exchange.cancel();
            }
            finish(Future.failedFuture(failures.of(e)));
            return Frames.NONE;
        }
    }

    private Future<Frames> finish(Future<Frames> how) {
        last = how;
        watch.stop();
        Promise<Frames> asked = demand;
        if (asked != null) {
            demand = null;
            how.onComplete(asked);
        }
        return how;
    }
}
