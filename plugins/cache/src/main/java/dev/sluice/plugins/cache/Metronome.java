package dev.sluice.plugins.cache;

import dev.sluice.api.plugin.Timers;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Source;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Lets a stream that is there already come slowly: the first frames at once, and a while before each of the others. */
final class Metronome implements Source<Frames> {

    private final Source<Frames> source;
    private final Timers timers;
    private final Duration gap;
    private boolean begun;
    private boolean cancelled;
    private @Nullable Promise<Frames> asked;
    private Timers.@Nullable Timer tick;

    Metronome(Source<Frames> source, Timers timers, Duration gap) {
        this.source = source;
        this.timers = timers;
        this.gap = gap;
    }

    @Override
    public Future<Frames> next() {
        if (cancelled) {
            return cancellation();
        }
        if (!begun) {
            begun = true;
            return source.next();
        }
        Promise<Frames> promise = Promise.promise();
        asked = promise;
        tick = timers.after(gap, () -> {
            asked = null;
            source.next().onComplete(promise);
        });
        return promise.future();
    }

    @Override
    public void cancel() {
        cancelled = true;
        source.cancel();
        if (tick != null) {
            tick.cancel();
        }
        Promise<Frames> waiting = asked;
        asked = null;
        if (waiting != null) {
            cancellation().onComplete(waiting);
        }
    }

    private static Future<Frames> cancellation() {
        return Future.failedFuture(new CancellationException("the stream was cancelled"));
    }
}
