package dev.sluice.proxy.upstream;

import dev.sluice.api.plugin.Timers;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Framing;
import dev.sluice.api.stream.FramingException;
import dev.sluice.api.stream.Source;
import dev.sluice.proxy.exchange.Exchange;
import dev.sluice.proxy.io.Backlog;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** An upstream's chunks, cut into frames, and broken off when the next is too long in coming. */
final class FramedSource implements Source<Frames> {

    private final Exchange exchange;
    private final Framing framing;
    private final Failures failures;
    private final IdleWatch watch;
    private final Backlog waiting;
    private @Nullable Promise<Frames> demand;
    private @Nullable Future<Frames> last;
    private @Nullable Throwable broken;
    private boolean complete;

    FramedSource(Exchange exchange, Framing framing, Timers timers, Duration idle, Failures failures) {
        this.exchange = exchange;
        this.framing = framing;
        this.failures = failures;
        this.waiting = new Backlog(exchange::pause, exchange::resume);
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
        waiting.drop();
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
            waiting.add(chunk);
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
        } catch (RuntimeException e) {
            return finish(Future.failedFuture(told(e)));
        }
    }

    /** The frames that a chunk completes; none where it cannot be read, which is the end. */
    private Frames framed(Buffer chunk) {
        try {
            return framing.feed(chunk);
        } catch (RuntimeException e) {
            waiting.drop();
            if (!complete) {
                complete = true;
                exchange.cancel();
            }
            finish(Future.failedFuture(told(e)));
            return Frames.NONE;
        }
    }

    /** A plugin's framing may throw what it should not: that is no fault of the provider's. */
    private Throwable told(RuntimeException thrown) {
        return thrown instanceof FramingException ? failures.of(thrown) : thrown;
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
