package dev.sluice.plugins.retrieve;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Iterator;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Does something with each of many, so many at a time. */
final class Several<T> {

    private final Iterator<T> items;
    private final Function<T, Future<?>> work;

    private Several(Iterator<T> items, Function<T, Future<?>> work) {
        this.items = items;
        this.work = work;
    }

    /** Done with all of them; after a failure no more are begun, and it fails. */
    static <T> Future<Void> each(Iterable<T> items, int atOnce, Function<T, Future<?>> work) {
        Several<T> several = new Several<>(items.iterator(), work);
        return Future.join(IntStream.range(0, atOnce)
                        .mapToObj(lane -> several.lane())
                        .toList())
                .mapEmpty();
    }

    private Future<Void> lane() {
        Promise<Void> end = Promise.promise();
        goOn(end);
        return end.future();
    }

    /** A loop as long as answers are there at once, so that many of those take no stack. */
    private void goOn(Promise<Void> end) {
        for (T item = next(); item != null; item = next()) {
            Future<?> one = work.apply(item);
            if (!one.isComplete()) {
                one.onComplete(done -> {
                    if (done.succeeded()) {
                        goOn(end);
                    } else {
                        end.fail(done.cause());
                    }
                });
                return;
            }
            if (one.failed()) {
                end.fail(one.cause());
                return;
            }
        }
        end.complete();
    }

    private synchronized @Nullable T next() {
        return items.hasNext() ? items.next() : null;
    }
}
