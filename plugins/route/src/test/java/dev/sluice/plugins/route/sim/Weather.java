package dev.sluice.plugins.route.sim;

import java.time.Duration;

/**
 * How a provider does at some moment.
 *
 * @param slowness times its usual latency
 * @param failing share of calls that fail with 500, after a tenth of the usual latency
 * @param fate what else happens to calls
 */
record Weather(double slowness, double failing, Fate fate) {

    static final Weather FAIR = new Weather(1, 0, Fate.ANSWERS);
    static final Weather DEAD = new Weather(1, 0, Fate.REFUSES);
    static final Weather HANGS = new Weather(1, 0, Fate.HANGS);
    static final Weather LIMITED = new Weather(1, 0, Fate.LIMITS);
    static final Weather USED_UP = new Weather(1, 0, Fate.USED_UP);
    static final Weather BROWN_OUT = new Weather(3, 0.4, Fate.ANSWERS);
    static final Weather CROWDED = new Weather(1, 0, Fate.CROWDS);
    static final Weather SLOW = new Weather(10, 0, Fate.ANSWERS);

    /** Refusals and rate limits come at once. */
    static final Duration AT_ONCE = Duration.ofMillis(5);

    /** Calls that a crowded provider takes at a time. */
    static final int PLACES = 12;

    enum Fate {
        ANSWERS,
        REFUSES,
        HANGS,
        /** Ten calls a second are answered, the others get 429 with a retry-after of 2 s. */
        LIMITS,
        /** All get 429 with a retry-after of 2 s. */
        USED_UP,
        /** So many calls at a time are answered as usual, the others get 503. */
        CROWDS
    }
}
