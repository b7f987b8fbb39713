package dev.sluice.proxy.telemetry.metrics;

import dev.sluice.api.Target;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Targets that have series of their own. Clients choose the names of models, so a name is trusted if the config names it, or
 * once a provider has answered for it; and of the latter only so many, since some providers answer for any name. All others are
 * counted as their provider's {@code other}.
 */
final class Targets {

    private static final String OTHER = "other";

    private final Capped<Target, TargetSeries> series;
    private final AtomicInteger room;

    /** At most so many series in all, and so many of targets that the config does not name. */
    Targets(int limit, int unnamed) {
        this.series = new Capped<>(limit, new Target(OTHER, OTHER), TargetSeries::new);
        this.room = new AtomicInteger(unnamed);
    }

    /** The series of a target that is trusted, or its provider's other one. */
    TargetSeries of(Target target) {
        TargetSeries own = series.find(target);
        return own != null ? own : series.get(new Target(target.provider(), OTHER));
    }

    /** The series of a target that the config names. */
    TargetSeries named(Target target) {
        return series.get(target);
    }

    /** The series of a target that a provider has answered for, as long as there is room for such. */
    TargetSeries answered(Target target) {
        TargetSeries own = series.find(target);
        boolean mayBeNew = own == null && room.get() > 0 && room.getAndDecrement() > 0;
        return mayBeNew ? series.get(target) : of(target);
    }

    Collection<TargetSeries> all() {
        return series.all();
    }
}
