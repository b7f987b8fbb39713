package dev.sluice.proxy.io;

import dev.sluice.api.stream.Source;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a stream that pushes, pulled.
 */
public final class PushedSource implements Source<Buffer> {

    private final Runnable onCancel;
    private final Backlog waiting;
    private @Nullable Promise<Buffer> demand;
    private @Nullable Future<Buffer> last;

    /**
     * Takes a stream over.
     *
     * @param stream its handlers are set here
     * @param onCancel gives the stream up
     */
    public PushedSource(ReadStream<Buffer> stream, Runnable onCancel) {
        this.onCancel = onCancel;
        this.waiting = new Backlog(stream::pause, stream::resume);
        stream.exceptionHandler(this::failed);
        stream.endHandler(end -> ended(Future.succeededFuture()));
        stream.handler(this::arrived);
    }

    @Override
    public Future<Buffer> next() {
        Buffer chunk = waiting.poll();
        if (chunk != null) {
            return Future.succeededFuture(chunk);
        }
        if (last != null) {
            return last;
        }
        Promise<Buffer> promise = Promise.promise();
        demand = promise;
        return promise.future();
    }

    @Override
    public void cancel() {
        boolean running = last == null;
        waiting.drop();
        Future<Buffer> cancelled = Future.failedFuture(new CancellationException("the stream was cancelled"));
        ended(cancelled);
        last = cancelled;
        if (running) {
            onCancel.run();
        }
        waiting.release(); // A paused stream keeps what has come; nobody but its handler lets go of that.
    }

    /**
     * Breaks the stream off.
     *
     * @param cause what the next pull fails with, once the chunks that are here are gone
     */
    public void failed(Throwable cause) {
        ended(Future.failedFuture(cause));
    }

    /** Forgets what has not been pulled, and leaves the stream itself alone. */
    public void cancelQuietly() {
        waiting.drop();
        ended(Future.failedFuture(new CancellationException("the stream was cancelled")));
        waiting.release();
    }

    /**
     * Gives the stream up for a reason of ours.
     *
     * @param cause what the next pull fails with
     */
    public void breakOff(Throwable cause) {
        if (last == null) {
            failed(cause);
            onCancel.run();
            waiting.release();
        }
    }

    /**
     * Whether nothing more will come.
     *
     * @return true at the end, after a failure, and once cancelled
     */
    public boolean isEnded() {
        return last != null;
    }

    private void arrived(Buffer chunk) {
        Promise<Buffer> waitingFor = demand;
        if (waitingFor != null) {
            demand = null;
            waitingFor.complete(chunk);
        } else if (last == null) {
            waiting.add(chunk);
        }
    }

    private void ended(Future<Buffer> how) {
        if (last != null) {
            return;
        }
        last = how;
        Promise<Buffer> waitingFor = demand;
        demand = null;
        if (waitingFor != null) {
            how.onComplete(waitingFor);
        }
    }
}
