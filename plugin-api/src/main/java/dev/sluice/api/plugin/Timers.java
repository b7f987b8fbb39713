package dev.sluice.api.plugin;

import java.time.Duration;
import java.time.Instant;

/** Time, so that tests can hold it still. */
public interface Timers {

    /**
     * Has something done later.
     *
     * @param delay from now; fires up to 10 ms late
     * @param action on the event loop of the caller; outside an event loop, on one of them
     * @return a way to call it off; called off by itself when the generation ends
     */
    Timer after(Duration delay, Runnable action);

    /**
     * Elapsed time.
     *
     * @return nanoseconds since some fixed moment; only differences mean something
     */
    long nanoTime();

    /**
     * The time of day.
     *
     * @return now; may jump
     */
    Instant now();

    /** Something that is going to be done. */
    @FunctionalInterface
    interface Timer {

        /** Calls it off; has no effect once it is done. Called on the event loop that it was made on. */
        void cancel();
    }
}
