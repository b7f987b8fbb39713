package dev.sluice.plugins.cache;

import dev.sluice.api.plugin.Meters;

/** How calls were answered, as numbers for operators. */
final class Counts {

    private final Meters.Counter hits;
    private final Meters.Counter shared;
    private final Meters.Counter misses;
    private final Meters.Counter bypassed;
    private final Meters.Counter refreshed;

    Counts(Meters meters) {
        this.hits = meters.counter("calls", "result", "hit");
        this.shared = meters.counter("calls", "result", "shared");
        this.misses = meters.counter("calls", "result", "miss");
        this.bypassed = meters.counter("calls", "result", "bypass");
        this.refreshed = meters.counter("refreshes");
    }

    void hit() {
        hits.increment();
    }

    void shared() {
        shared.increment();
    }

    void missed() {
        misses.increment();
    }

    void bypassed() {
        bypassed.increment();
    }

    void refreshed() {
        refreshed.increment();
    }
}
