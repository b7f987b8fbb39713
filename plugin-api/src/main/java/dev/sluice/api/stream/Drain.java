package dev.sluice.api.stream;

import dev.sluice.api.Fatal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Consumer;

/** Pulls a source to its end; a loop as long as items are there at once, so that no stream is too long for the stack. */
final class Drain<T> {

    private final Source<T> source;
    private final Consumer<T> action;
    private final Promise<Void> done = Promise.promise();

    Drain(Source<T> source, Consumer<T> action) {
        this.source = source;
        this.action = action;
    }

    Future<Void> run() {
        pull();
        return done.future();
    }

    private void pull() {
        Future<T> item = Fatal.pulled(source);
        while (item.isComplete() && take(item)) {
            item = Fatal.pulled(source);
        }
        Future<T> pending = item;
        if (!pending.isComplete()) {
            pending.onComplete(ended -> {
                if (take(pending)) {
                    pull();
                }
            });
        }
    }

    private boolean take(Future<T> item) {
        if (item.failed()) {
            done.tryFail(item.cause());
            return false;
        }
        if (item.result() == null) {
            done.tryComplete();
            return false;
        }
        return act(item.result());
    }

    @SuppressWarnings("CatchThrowable") // Who waits for the end would wait for ever.
    private boolean act(T item) {
        try {
            action.accept(item);
            return true;
        } catch (Throwable e) {
            Fatal.rethrow(e);
            source.cancel();
            done.tryFail(e);
            return false;
        }
    }
}
