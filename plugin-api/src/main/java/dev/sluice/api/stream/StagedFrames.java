package dev.sluice.api.stream;

import dev.sluice.api.CallError;
import dev.sluice.api.Fatal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Frames on their way through a {@link Stage}. However long the stage holds everything back, pulling on is a loop, so that
 * neither the stack nor a chain of futures grows.
 */
final class StagedFrames implements Source<Frames> {
    private final Source<Frames> source;
    private final Stage stage;
    private @Nullable Future<Frames> last; // How it ended; set once.

    StagedFrames(Source<Frames> source, Stage stage) {
        this.source = source;
        this.stage = stage;
    }

    @Override
    public Future<Frames> next() {
        if (last != null) {
            return last;
        }
        Promise<Frames> leaving = Promise.promise();
        pull(leaving);
        return leaving.future();
    }

    @Override
    public void cancel() {
        end(Future.failedFuture(new CancellationException("the stream was cancelled")));
        source.cancel();
    }

    private void pull(Promise<Frames> leaving) {
        Future<Frames> pulled = Fatal.pulled(source);
        while (pulled.isComplete() && !take(pulled, leaving)) {
            pulled = Fatal.pulled(source);
        }
        Future<Frames> pending = pulled;
        if (!pending.isComplete()) {
            pending.onComplete(done -> {
                if (!take(pending, leaving)) {
                    pull(leaving);
                }
            });
        }
    }

    /** Whether something left for what was pulled. Whatever a stage throws ends the stream: nobody else would. */
    @SuppressWarnings("CatchThrowable")
    private boolean take(Future<Frames> pulled, Promise<Frames> leaving) {
        Frames out;
        try {
            out = last != null ? Frames.NONE : step(pulled);
        } catch (Throwable e) {
            Fatal.rethrow(e);
            end(Future.failedFuture(e instanceof FramingException ? unreadable(e) : e));
            source.cancel();
            out = Frames.NONE;
        }
        if (!out.isEmpty()) {
            leaving.complete(out);
        } else if (last != null) {
            last.onComplete(leaving);
        }
        return leaving.future().isComplete();
    }

    private Frames step(Future<Frames> pulled) {
        Frames frames = pulled.succeeded() ? pulled.result() : null;
        if (frames != null) {
            Frames mapped = stage.map(frames);
            if (stage.isOver()) {
                end(Future.succeededFuture());
                source.cancel();
            }
            return mapped;
        }
        Frames rest = stage.end(pulled.succeeded());
        end(pulled);
        return rest;
    }

    /** What frames hold is looked at here first, and may be none of the framing's. */
    private static CallError unreadable(Throwable cause) {
        return CallError.of(
                        CallError.Category.UPSTREAM,
                        "upstream_invalid_response",
                        "The provider sent a stream that cannot be read. Try again.")
                .withCause(cause);
    }

    private void end(Future<Frames> how) {
        if (last == null) {
            last = how;
            stage.close();
        }
    }
}
