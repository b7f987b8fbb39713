package dev.sluice.plugins.route.survive;

import java.util.concurrent.TimeUnit;

/**
 * How many retries of a filter's calls may wait for one target to answer: a tenth of the calls of the last minute, and {@value #LEAST} where
 * that is less. Enough for a target that stands by to take over the calls of one that hangs, and too few to make an outage of all of them worse.
 */
public final class RetryBudget {

    private static final int LEAST = 50;
    private static final int SHARE = 10;
    private static final int PARTS = 6;
    private static final long PART = TimeUnit.SECONDS.toNanos(10);

    private final int[] calls = new int[PARTS];
    private int sum;
    private long part = Long.MIN_VALUE; // The clock's zero may be anywhere.

    /** Knows no calls yet. */
    public RetryBudget() {}

    /** A call begins. */
    synchronized void call(long now) {
        turn(now);
        calls[Math.floorMod(part, PARTS)]++;
        sum++;
    }

    /** Retries that may be under way at a target since it last answered. */
    synchronized int room(long now) {
        turn(now);
        return Math.max(LEAST, sum / SHARE);
    }

    private void turn(long now) {
        long current = Math.floorDiv(now, PART);
        long from = Math.max(part, current - PARTS);
        while (from < current) {
            from++;
            int old = Math.floorMod(from, PARTS);
            sum -= calls[old];
            calls[old] = 0;
        }
        part = Math.max(part, current);
    }
}
