package dev.sluice.proxy.upstream.sandbox;

import dev.sluice.api.Stopwatch;
import dev.sluice.api.plugin.Timers;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Source;
import dev.sluice.proxy.upstream.sandbox.model.Pace;
import dev.sluice.proxy.upstream.sandbox.voice.Beat;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * A stream that keeps a pace: each token has its moment, counted from the start, so that who is late catches up. At most
 * one timer runs, and only while somebody waits.
 */
final class PacedSource implements Source<Frames> {

    private final Iterator<Beat<Event>> beats;
    private final Pace pace;
    private final Timers timers;
    private final Stopwatch stopwatch;
    private final Future<Frames> ending;
    private long tokens;
    private @Nullable Future<Frames> over;
    private @Nullable Promise<Frames> waiting;
    private Timers.@Nullable Timer timer;

    /** {@code ending} is what comes after the last beat; it may never complete. */
    PacedSource(Iterator<Beat<Event>> beats, Pace pace, Timers timers, Stopwatch stopwatch, Future<Frames> ending) {
        this.beats = beats;
        this.pace = pace;
        this.timers = timers;
        this.stopwatch = stopwatch;
        this.ending = ending;
    }

    @Override
    public Future<Frames> next() {
        if (over != null) {
            return over;
        }
        while (beats.hasNext()) {
            Beat<Event> beat = beats.next();
            tokens += beat.isToken() ? 1 : 0;
            if (!beat.events().isEmpty()) {
                return at(pace.due(tokens), Frames.of(beat.events()));
            }
        }
        return end();
    }

    @Override
    public void cancel() {
        over = Future.failedFuture(new CancellationException("the stream was cancelled"));
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        if (waiting != null) {
            waiting.tryFail(new CancellationException("the stream was cancelled"));
            waiting = null;
        }
    }

    private Future<Frames> at(Duration due, Frames frames) {
        Duration wait = due.minus(stopwatch.elapsed());
        if (!wait.isPositive()) {
            return Future.succeededFuture(frames);
        }
        Promise<Frames> promise = Promise.promise();
        waiting = promise;
        timer = timers.after(wait, () -> {
            timer = null;
            waiting = null;
            promise.tryComplete(frames);
        });
        return promise.future();
    }

    private Future<Frames> end() {
        if (ending.isComplete()) {
            over = ending;
            return ending;
        }
        Promise<Frames> promise = Promise.promise();
        waiting = promise;
        return promise.future();
    }
}
