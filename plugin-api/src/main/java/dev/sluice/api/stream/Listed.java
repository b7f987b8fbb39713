package dev.sluice.api.stream;

import io.vertx.core.Future;
import java.util.Iterator;
import java.util.concurrent.CancellationException;

/** Items that are all there. */
final class Listed<T> implements Source<T> {

    private final Iterator<T> items;
    private boolean cancelled;

    Listed(Iterator<T> items) {
        this.items = items;
    }

    @Override
    public Future<T> next() {
        if (cancelled) {
            return Future.failedFuture(new CancellationException("the stream was cancelled"));
        }
        return Future.succeededFuture(items.hasNext() ? items.next() : null);
    }

    @Override
    public void cancel() {
        cancelled = true;
    }
}
