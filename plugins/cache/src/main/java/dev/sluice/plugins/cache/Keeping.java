package dev.sluice.plugins.cache;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What is kept, and for how long.
 *
 * @param maxBytes of the largest reply
 * @param ttl for how long one is given without asking again
 * @param jitter by how much of that the time is shortened at random
 * @param stale for how long after that it is still there
 * @param toolCalls whether replies that call tools are kept
 */
record Keeping(long maxBytes, Duration ttl, double jitter, Duration stale, boolean toolCalls) {

    Duration jittered() {
        double share = 1 - jitter * ThreadLocalRandom.current().nextDouble();
        return Duration.ofMillis(Math.max(1, (long) (ttl.toMillis() * share)));
    }
}
