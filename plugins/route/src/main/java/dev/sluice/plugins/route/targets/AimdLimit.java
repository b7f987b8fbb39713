package dev.sluice.plugins.route.targets;

import dev.sluice.plugins.route.config.RouteConfig.ConcurrencySettings;

/**
 * How many calls a target takes at a time, found out by trying: additive increase, multiplicative decrease, as in TCP.
 *
 * <p>Not a gradient of the latency: how long a model answers depends on how much it has to say, far more than on how busy it is. Until
 * the first refusal every answer raises the limit by one, later a limit's worth of answers does; only while half of it is in use, since
 * otherwise nothing was tried. Calls that began before the last decrease do not lower it again: a burst of refusals is one.
 */
final class AimdLimit {

    private final ConcurrencySettings settings;
    private double limit;
    private int held;
    private boolean refusedBefore;
    private long loweredAt;
    private double holding;

    AimdLimit(ConcurrencySettings settings) {
        this.settings = settings;
        this.limit = settings.initial();
    }

    synchronized boolean tryAcquire() {
        if (held >= (int) limit) {
            return false;
        }
        held++;
        return true;
    }

    /** Room was taken, and nothing came of it. */
    synchronized void cancel() {
        held--;
    }

    /** A call is over that was let in so many nanoseconds ago. */
    synchronized void release(long took) {
        held--;
        holding = holding == 0 ? took : holding * 0.9 + took * 0.1;
    }

    synchronized void answered() {
        if (held * 2 >= limit) {
            limit = Math.min(settings.max(), limit + (refusedBefore ? 1 / limit : 1));
        }
    }

    /** The target had too much to do for a call that began then. */
    synchronized void refused(long begunAt, long now) {
        if (!refusedBefore || begunAt - loweredAt >= 0) {
            refusedBefore = true;
            loweredAt = now;
            limit = Math.max(settings.min(), Math.min(limit, held) * settings.decrease());
        }
    }

    synchronized int limit() {
        return (int) limit;
    }

    /** Calls that it lets in per nanosecond; 0 while nobody can say. */
    synchronized double rate() {
        return holding == 0 ? 0 : limit / holding;
    }
}
