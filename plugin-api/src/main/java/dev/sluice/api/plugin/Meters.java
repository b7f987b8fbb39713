package dev.sluice.api.plugin;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Numbers for operators. Resolve a meter once and keep it: asking for it costs more than counting.
 *
 * <p>Names are lower case with underscores, without unit; tags come in pairs of key and value, and their values are few
 * (never a user, a prompt, a key).
 */
public interface Meters {

    /**
     * Something that is counted.
     *
     * @param name what is counted
     * @param tags pairs of key and value
     * @return the counter of that name and those tags
     */
    Counter counter(String name, String... tags);

    /**
     * Something that takes time.
     *
     * @param name what is timed
     * @param tags pairs of key and value
     * @return the timer of that name and those tags
     */
    Timing timing(String name, String... tags);

    /**
     * Something that has a size at every moment.
     *
     * @param name what is measured
     * @param value read when the metrics are; on any thread
     * @param tags pairs of key and value
     */
    void gauge(String name, DoubleSupplier value, String... tags);

    /** Counts up. */
    @FunctionalInterface
    interface Counter {

        /**
         * Adds to the count.
         *
         * @param amount not negative
         */
        void add(double amount);

        /** Adds one. */
        default void increment() {
            add(1);
        }
    }

    /** Collects durations. */
    @FunctionalInterface
    interface Timing {

        /**
         * Notes how long something took.
         *
         * @param time not negative
         */
        void record(Duration time);
    }
}
