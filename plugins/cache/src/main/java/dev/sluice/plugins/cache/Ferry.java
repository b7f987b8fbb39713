package dev.sluice.plugins.cache;

import dev.sluice.api.Streamed;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Framing;
import dev.sluice.api.stream.Source;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Carries a stream from one event loop to another: pulls there, delivers here. Frames belong to their loop, so what arrives is cut anew out of
 * the same bytes.
 */
final class Ferry implements Source<Frames> {

    private final Source<Frames> source;
    private final Context from;
    private final Context to;
    private final Framing framing;
    private @Nullable Promise<Frames> asked;
    private boolean cancelled;
    private boolean ended;

    Ferry(Streamed reply, Context from, Context to) {
        ReplyLens lens = reply.endpoint().replyLens();
        this.source = reply.frames();
        this.from = from;
        this.to = to;
        this.framing = lens == null || reply.headers().contains("content-encoding") ? Framing.opaque() : lens.framing();
    }

    @Override
    public Future<Frames> next() {
        if (cancelled) {
            return Future.failedFuture(new CancellationException("the stream was cancelled"));
        }
        if (ended) {
            return Future.succeededFuture();
        }
        Promise<Frames> promise = Promise.promise();
        asked = promise;
        pull();
        return promise.future();
    }

    @Override
    public void cancel() {
        cancelled = true;
        from.runOnContext(turn -> source.cancel());
        Promise<Frames> waiting = asked;
        asked = null;
        if (waiting != null) {
            waiting.fail(new CancellationException("the stream was cancelled"));
        }
    }

    private void pull() {
        from.runOnContext(turn ->
                source.next().onComplete(pulled -> to.runOnContext(back -> arrived(pulled.result(), pulled.cause()))));
    }

    private void arrived(@Nullable Frames frames, @Nullable Throwable failure) {
        Promise<Frames> waiting = asked;
        if (waiting == null) {
            return; // Nobody waits any more.
        }
        if (failure != null) {
            asked = null;
            waiting.fail(failure);
            return;
        }
        ended = frames == null;
        Frames here = frames == null ? framing.end() : framing.feed(frames.raw());
        if (here.isEmpty() && !ended) {
            pull();
            return;
        }
        asked = null;
        waiting.complete(here.isEmpty() ? null : here);
    }
}
