package dev.sluice.proxy.telemetry.metrics;

import dev.sluice.api.Target;
import java.util.Collection;

/**
 * Targets that have series of their own. Clients choose the names of models, so a name is trusted only once a provider has
 * answered for it, or the config names it; until then it is counted as its provider's {@code other}.
 */
final class Targets {

    private static final String OTHER = "other";

    private final Capped<Target, TargetSeries> series;

    Targets(int limit) {
        this.series = new Capped<>(limit, new Target(OTHER, OTHER), TargetSeries::new);
    }

    /** The series of a target that is trusted, or its provider's other one. */
    TargetSeries of(Target target) {
        TargetSeries own = series.find(target);
        return own != null ? own : series.get(new Target(target.provider(), OTHER));
    }

    /** The series of a target that exists. */
    TargetSeries trusted(Target target) {
        return series.get(target);
    }

    Collection<TargetSeries> all() {
        return series.all();
    }
}
