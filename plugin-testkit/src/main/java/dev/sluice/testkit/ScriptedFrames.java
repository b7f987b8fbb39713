package dev.sluice.testkit;

import dev.sluice.api.plugin.Timers.Timer;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Framing;
import dev.sluice.api.stream.Source;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** The frames of a scripted stream; watches over the law of {@link Source} as they are pulled. */
final class ScriptedFrames implements Source<Frames> {
    private static final Timer NONE = () -> {};

    private final Deque<Frames> coming = new ArrayDeque<>();
    private final Script.Says script;
    private final VirtualTime time;
    private final Runnable onEnd;
    private @Nullable Promise<Frames> asked;
    private @Nullable Future<Frames> last;
    private @Nullable String violation;
    private Timer timer = NONE;
    private boolean cancelled;
    private int pulled;

    ScriptedFrames(List<Buffer> chunks, Script.Says script, VirtualTime time, Runnable onEnd) {
        this.script = script;
        this.time = time;
        this.onEnd = onEnd;
        Framing framing = Framing.sse();
        chunks.stream().map(framing::feed).filter(frames -> !frames.isEmpty()).forEach(coming::add);
    }

    @Override
    public Future<Frames> next() {
        pulled++;
        if (last != null) {
            return last;
        }
        if (asked != null) {
            violation = "next() was called before the future of the call before had completed";
        }
        Promise<Frames> promise = Promise.promise();
        asked = promise;
        if (script.pace().isZero()) {
            deliver();
        } else {
            timer = time.after(script.pace(), this::deliver);
        }
        return promise.future();
    }

    @Override
    public void cancel() {
        cancelled |= isOpen();
        fail(new CancellationException("the stream was cancelled"));
    }

    void fail(Throwable why) {
        end(Future.failedFuture(why));
    }

    boolean isOpen() {
        return last == null;
    }

    boolean wasCancelled() {
        return cancelled;
    }

    int pulled() {
        return pulled;
    }

    @Nullable String violation() {
        return violation;
    }

    private void deliver() {
        Frames next = coming.poll();
        if (next != null) {
            complete(Future.succeededFuture(next));
            return;
        }
        switch (script.end()) {
            case COMPLETES -> end(Future.succeededFuture());
            case BREAKS -> fail(Attempt.broken());
            case STALLS -> {}
        }
    }

    private void end(Future<Frames> how) {
        if (last == null) {
            last = how;
            timer.cancel();
            onEnd.run();
            complete(how);
        }
    }

    private void complete(Future<Frames> how) {
        Promise<Frames> waiting = asked;
        asked = null;
        if (waiting != null) {
            how.onComplete(waiting);
        }
    }
}
