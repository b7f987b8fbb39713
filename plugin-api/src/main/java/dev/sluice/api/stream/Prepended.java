package dev.sluice.api.stream;

import io.vertx.core.Future;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** One item, then a source. */
final class Prepended<T> implements Source<T> {

    private final Source<T> rest;
    private @Nullable T first;
    private boolean cancelled;

    Prepended(T first, Source<T> rest) {
        this.first = first;
        this.rest = rest;
    }

    @Override
    public Future<T> next() {
        T item = first;
        if (item == null) {
            return rest.next();
        }
        first = null;
        return cancelled
                ? Future.failedFuture(new CancellationException("the stream was cancelled"))
                : Future.succeededFuture(item);
    }

    @Override
    public void cancel() {
        cancelled = true;
        rest.cancel();
    }
}
