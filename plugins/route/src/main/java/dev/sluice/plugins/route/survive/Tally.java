package dev.sluice.plugins.route.survive;

import dev.sluice.api.plugin.Meters;
import dev.sluice.plugins.route.config.Cause;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Counts for operators what surviving did. */
public final class Tally {

    private final Map<Cause, Meters.Counter> fallbacks = new EnumMap<>(Cause.class);
    private final Meters.Counter hedges;
    private final Meters.Counter hedgesWon;
    private final Meters.Counter ejections;
    private final Meters.Counter throttled;
    private final Meters.Counter refused;
    private final Meters.Timing waited;

    /**
     * Makes the counters.
     *
     * @param meters the filter's
     */
    public Tally(Meters meters) {
        for (Cause cause : Cause.values()) {
            fallbacks.put(cause, meters.counter("second_attempts", "cause", cause.label()));
        }
        hedges = meters.counter("hedges");
        hedgesWon = meters.counter("hedges_won");
        ejections = meters.counter("ejections");
        throttled = meters.counter("retries_throttled");
        refused = meters.counter("queue_refusals");
        waited = meters.timing("queue_waits");
    }

    void secondAttempt(Cause cause) {
        Objects.requireNonNull(fallbacks.get(cause)).increment();
    }

    void hedged() {
        hedges.increment();
    }

    void hedgeWon() {
        hedgesWon.increment();
    }

    void ejected() {
        ejections.increment();
    }

    void throttled() {
        throttled.increment();
    }

    void refused() {
        refused.increment();
    }

    void waited(Duration time) {
        waited.record(time);
    }
}
