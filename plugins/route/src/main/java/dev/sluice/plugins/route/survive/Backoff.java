package dev.sluice.plugins.route.survive;

import dev.sluice.plugins.route.config.RouteConfig.RetrySettings;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How long to wait before targets are asked again: exponential, with full jitter, and not before the provider wants it. */
final class Backoff {

    private static final int MOST_DOUBLINGS = 20;

    private Backoff() {}

    /**
     * The pause before a round.
     *
     * @param round 0 for the first that repeats
     * @param asked by the provider; null if it did not ask
     * @return null if the provider wants more time than anybody waits
     */
    static @Nullable Duration pause(RetrySettings retry, int round, @Nullable Duration asked, RandomGenerator random) {
        if (asked != null && asked.compareTo(retry.maxBackoff()) > 0) {
            return null;
        }
        long doubled = retry.backoff().toNanos() << Math.min(round, MOST_DOUBLINGS);
        long most = doubled <= 0
                ? retry.maxBackoff().toNanos()
                : Math.min(doubled, retry.maxBackoff().toNanos());
        Duration jittered = Duration.ofNanos((long) (most * random.nextDouble()));
        return asked == null ? jittered : asked.plus(jittered);
    }
}
