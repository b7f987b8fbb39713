package dev.sluice.proxy.upstream.sandbox.model;

import java.time.Duration;

/**
 * How fast an answer comes.
 *
 * @param first until anything comes
 * @param each from one token to the next
 */
public record Pace(Duration first, Duration each) {

    /** As fast as it is taken. */
    public static final Pace AT_ONCE = new Pace(Duration.ZERO, Duration.ZERO);

    /**
     * A steady rate.
     *
     * @param tokens per second, at least 1
     * @return the pace
     */
    static Pace perSecond(int tokens) {
        return new Pace(Duration.ZERO, Duration.ofSeconds(1).dividedBy(tokens));
    }

    /**
     * When a token is due.
     *
     * @param tokens how many have come with it; 0 for what comes before the first
     * @return since the call came
     */
    public Duration due(long tokens) {
        return first.plus(each.multipliedBy(tokens));
    }
}
