package dev.sluice.api.state;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with one limit.
 *
 * @param limit which
 * @param spent what was settled in the window
 * @param reserved what is held, and may still be spent; what was just reserved included
 * @param fits whether what was asked for fitted
 * @param resetIn the time after which nothing of what counts now will count, if nothing is added; zero if nothing counts. What is
 *     reserved is taken to be spent, and counts until its window ends, not its lease
 * @param retryIn the time after which what was asked for fits, if nothing is added; zero if it does now, null if it
 *     exceeds the limit by itself
 */
public record Standing(
        Limit limit,
        long spent,
        long reserved,
        boolean fits,
        Duration resetIn,
        @Nullable Duration retryIn) {

    /**
     * What is left.
     *
     * @return not negative
     */
    public long remaining() {
        return Math.max(0, limit.max() - spent - reserved);
    }
}
