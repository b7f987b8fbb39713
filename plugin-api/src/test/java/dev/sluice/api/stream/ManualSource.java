package dev.sluice.api.stream;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.CancellationException;

/** A source whose items come when the test says so. */
public final class ManualSource<T> implements Source<T> {
    private Promise<T> asked = Promise.promise();
    private int pulls;
    private boolean cancelled;

    @Override
    public Future<T> next() {
        pulls++;
        asked = Promise.promise();
        if (cancelled) {
            asked.fail(new CancellationException());
        }
        return asked.future();
    }

    @Override
    public void cancel() {
        cancelled = true;
        asked.tryFail(new CancellationException());
    }

    public void emit(T item) {
        asked.complete(item);
    }

    public void end() {
        asked.complete();
    }

    public void fail(Throwable why) {
        asked.fail(why);
    }

    public int pulls() {
        return pulls;
    }

    public boolean isCancelled() {
        return cancelled;
    }
}
