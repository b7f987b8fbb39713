package dev.sluice.plugins.retrieve.ground;

import dev.sluice.api.Fatal;
import dev.sluice.api.dialect.EventLens;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Source;
import dev.sluice.api.text.ChannelTexts;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Frames, byte by byte, each of which waits until it is known what the sentences mean that end in it. Meanwhile nothing more is pulled, so
 * that one item is held, and the upstream waits, too.
 */
final class Ahead implements Source<Frames> {

    private final Source<Frames> source;
    private final EventLens lens;
    private final Comparison comparison;
    private final Heard heard = new Heard();
    private final ChannelTexts taps = new ChannelTexts(heard);
    private @Nullable Promise<Frames> waiting;
    private boolean cancelled;
    private boolean unreadable;

    Ahead(Source<Frames> source, EventLens lens, Comparison comparison) {
        this.source = source;
        this.lens = lens;
        this.comparison = comparison;
    }

    @Override
    public Future<Frames> next() {
        return Fatal.pulled(source).transform(pulled -> {
            if (cancelled) {
                return Future.failedFuture(stopped());
            }
            read(pulled.succeeded() ? pulled.result() : null);
            Future<Frames> leaving =
                    pulled.succeeded() ? Future.succeededFuture(pulled.result()) : Future.failedFuture(pulled.cause());
            Future<Void> learnt = comparison.learn(comparison.pairs(heard.taken()));
            return learnt.isComplete() ? leaving : held(learnt, leaving);
        });
    }

    @Override
    public void cancel() {
        cancelled = true;
        source.cancel();
        comparison.stop();
        Promise<Frames> held = waiting;
        if (held != null) {
            held.tryFail(stopped());
        }
    }

    private static CancellationException stopped() {
        return new CancellationException("the stream was cancelled");
    }

    private Future<Frames> held(Future<Void> learnt, Future<Frames> leaving) {
        Promise<Frames> held = Promise.promise();
        waiting = held;
        learnt.onComplete(done -> {
            waiting = null;
            leaving.onComplete(left -> {
                if (left.succeeded()) {
                    held.tryComplete(left.result());
                } else {
                    held.tryFail(left.cause());
                }
            });
        });
        return held.future();
    }

    /** What cannot be read is for those who look at it next to break off. */
    @SuppressWarnings("CatchThrowable")
    private void read(@Nullable Frames frames) {
        if (unreadable) {
            return;
        }
        try {
            if (frames == null) {
                lens.end(taps, out -> {});
                return;
            }
            for (Event event : frames.events()) {
                lens.map(event, taps, out -> {});
            }
        } catch (Throwable e) {
            Fatal.rethrow(e);
            unreadable = true;
        }
    }
}
