package dev.sluice.api;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long something has been going on.
 *
 * @param clock nanoseconds since some fixed moment
 * @param startedAt when it began, by that clock
 */
public record Stopwatch(LongSupplier clock, long startedAt) {

    /** One that always shows nothing, for replies that no provider was asked for. */
    public static final Stopwatch STOPPED = new Stopwatch(() -> 0, 0);

    /**
     * Starts now.
     *
     * @param clock nanoseconds since some fixed moment
     * @return a running one
     */
    public static Stopwatch start(LongSupplier clock) {
        return new Stopwatch(clock, clock.getAsLong());
    }

    /**
     * What it shows.
     *
     * @return the time since the start
     */
    public Duration elapsed() {
        return Duration.ofNanos(clock.getAsLong() - startedAt);
    }
}
