package dev.sluice.proxy.time;

/** What drives a {@link Wheel}: a clock, and a way to be called again. Tests drive it by hand. */
interface Ticker {

    /**
     * Elapsed time.
     *
     * @return nanoseconds since some fixed moment
     */
    long nanoTime();

    /**
     * Has the wheel turned.
     *
     * @param nanos from now
     * @param tick run once, on the wheel's thread
     */
    void tickIn(long nanos, Runnable tick);
}
