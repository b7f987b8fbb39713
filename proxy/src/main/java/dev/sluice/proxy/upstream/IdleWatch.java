package dev.sluice.proxy.upstream;

import dev.sluice.api.plugin.Timers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Notices when the next piece of a reply is too long in coming. One timer goes round, so that a piece costs a look at the
 * clock and no more.
 */
final class IdleWatch {

    private final Timers timers;
    private final Duration limit;
    private final Runnable onIdle;
    private boolean waiting;
    private boolean stopped;
    private long since;
    private Timers.@Nullable Timer timer;

    /** Starts to watch, waiting from now on; a limit of zero is never passed. */
    IdleWatch(Timers timers, Duration limit, Runnable onIdle) {
        this.timers = timers;
        this.limit = limit;
        this.onIdle = onIdle;
        waits();
        if (!limit.isZero()) {
            next(limit);
        }
    }

    /** Somebody waits for the next piece, from now on. */
    void waits() {
        waiting = true;
        since = timers.nanoTime();
    }

    /** The piece has come, and nobody waits for another yet. */
    void rests() {
        waiting = false;
    }

    void stop() {
        stopped = true;
        if (timer != null) {
            timer.cancel();
        }
    }

    private void next(Duration delay) {
        timer = timers.after(delay, this::check);
    }

    private void check() {
        Duration left = waiting ? limit.minusNanos(timers.nanoTime() - since) : limit;
        if (stopped) {
            return;
        }
        if (left.isPositive()) {
            next(left);
        } else {
            stopped = true;
            onIdle.run();
        }
    }
}
