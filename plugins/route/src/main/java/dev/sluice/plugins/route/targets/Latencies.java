package dev.sluice.plugins.route.targets;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The last few durations of something, and their 95th percentile. */
final class Latencies {

    private static final int KEPT = 128;
    private static final int ENOUGH = 20;
    private static final int STALE_AFTER = 16;

    private final long[] nanos = new long[KEPT];
    private int count;
    private int unsorted = STALE_AFTER;
    private @Nullable Duration p95;

    synchronized void record(long duration) {
        nanos[count++ % KEPT] = duration;
        unsorted++;
    }

    /** Worked out anew every few durations; null while there are too few to tell. */
    synchronized @Nullable Duration p95() {
        if (count < ENOUGH) {
            return null;
        }
        if (unsorted >= STALE_AFTER) {
            unsorted = 0;
            long[] sorted = Arrays.copyOf(nanos, Math.min(count, KEPT));
            Arrays.sort(sorted);
            p95 = Duration.ofNanos(sorted[(int) (sorted.length * 0.95)]);
        }
        return p95;
    }
}
