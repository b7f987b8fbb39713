package dev.sluice.plugins.route.survive;

import dev.sluice.api.Streamed;
import dev.sluice.api.plugin.Timers;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Source;
import dev.sluice.api.stream.Sources;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the first event of a stream that says something: while they have not yet begun, providers send comments, such as
 * {@code : PROCESSING}, and after them perhaps an error.
 */
final class Beginning {

    /** Whoever says nothing for longer counts as having begun. */
    private static final int MOST_BYTES = 16 * 1024;

    private static final int MOST_FRAMES = 256;

    /** A header alone says less than comments do, so it is waited twice as long for what may yet be an error. */
    private static final int SILENCE = 2;

    private final Streamed streamed;
    private final Source<Frames> source;
    private final Duration patience;
    private final Timers timers;
    private final Promise<Streamed> begun = Promise.promise();
    private final List<Event> events = new ArrayList<>();
    private final Buffer bytes = Buffer.buffer();
    private Timers.@Nullable Timer timer;
    private Future<Frames> pending = Future.failedFuture("nothing was asked for yet");
    private int pulled;
    private boolean commented;

    private Beginning(Streamed streamed, Duration patience, Timers timers) {
        this.streamed = streamed;
        this.source = streamed.frames();
        this.patience = patience;
        this.timers = timers;
    }

    /**
     * Waits.
     *
     * @param streamed a stream that nobody has read from
     * @param patience how long to wait once there are comments, since the caller hears nothing meanwhile, and half as long as is waited
     *     where nothing comes at all; zero if somebody else ends the wait
     * @return the stream, all of it, whose first frames hold all that came until then; a failure if it broke before
     */
    static Future<Streamed> of(Streamed streamed, Duration patience, Timers timers) {
        Beginning beginning = new Beginning(streamed, patience, timers);
        beginning.pull();
        return beginning.begun.future();
    }

    private void pull() {
        Future<Frames> coming = source.next();
        pending = coming;
        if (patience.isPositive() && !coming.isComplete()) {
            waitOn(pulled > 0);
        }
        coming.onComplete(done -> {
            if (begun.future().isComplete()) {
                return; // Whoever reads the stream has it.
            }
            if (done.failed()) {
                stop();
                begun.fail(done.cause());
            } else if (done.result() == null) {
                finish(all(), source);
            } else if (isEnough(done.result())) {
                finish(pulled == 1 ? done.result() : all(), source);
            } else {
                pull();
            }
        });
    }

    /** The first comment begins the wait anew; others do not. */
    private void waitOn(boolean comments) {
        if (timer == null || (comments && !commented)) {
            stop();
            commented = comments;
            timer = timers.after(
                    comments ? patience : patience.multipliedBy(SILENCE),
                    () -> finish(all(), new Asked(pending, source)));
        }
    }

    /** Keeps what came, and looks whether it says something. */
    private boolean isEnough(Frames frames) {
        events.addAll(frames.events());
        bytes.appendBuffer(frames.raw());
        pulled++;
        return frames.isOpaque()
                || frames.events().stream().anyMatch(Event::hasData)
                || bytes.length() >= MOST_BYTES
                || pulled >= MOST_FRAMES;
    }

    private Frames all() {
        List<Event> together = List.copyOf(events);
        return Frames.of(bytes, () -> together);
    }

    private void finish(Frames first, Source<Frames> rest) {
        stop();
        begun.tryComplete(streamed.watched(Sources.prepend(first, rest)));
    }

    private void stop() {
        if (timer != null) {
            timer.cancel();
        }
    }

    /** A source whose next frames were asked for already. */
    private static final class Asked implements Source<Frames> {

        private final Source<Frames> source;
        private @Nullable Future<Frames> coming;

        Asked(Future<Frames> coming, Source<Frames> source) {
            this.coming = coming;
            this.source = source;
        }

        @Override
        public Future<Frames> next() {
            Future<Frames> first = coming;
            coming = null;
            return first == null ? source.next() : first;
        }

        @Override
        public void cancel() {
            source.cancel();
        }
    }
}
