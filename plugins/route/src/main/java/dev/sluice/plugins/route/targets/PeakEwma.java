package dev.sluice.plugins.route.targets;

import java.time.Duration;

/**
 * An average of durations that believes bad news at once and good news slowly, and forgets both with time.
 *
 * <p>This is Finagle's peak EWMA: a value above the average takes its place, one below is mixed in by the time since the last
 * one. What nobody measured for long fades, so that a target that was slow once is tried again.
 */
final class PeakEwma {

    private final double tau;
    private double average;
    private long stamp;
    private boolean measured;

    /**
     * @param tau after which two thirds of the past are forgotten
     */
    PeakEwma(Duration tau) {
        this.tau = tau.toNanos();
    }

    synchronized void observe(double nanos, long now) {
        double faded = fade(now);
        double weight = weight(now);
        average = nanos > faded ? nanos : average * weight + nanos * (1 - weight);
        stamp = now;
        measured = true;
    }

    /** The average in nanoseconds, 0 if nothing was measured. */
    synchronized double at(long now) {
        return measured ? fade(now) : 0;
    }

    private double fade(long now) {
        return average * weight(now);
    }

    private double weight(long now) {
        return measured ? Math.exp(-Math.max(0, now - stamp) / tau) : 0;
    }
}
