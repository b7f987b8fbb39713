package dev.sluice.api.model;

import dev.sluice.api.Key;
import dev.sluice.api.Target;
import org.jspecify.annotations.Nullable;

/**
 * What a filter wants of the target that a call goes to, beside what the call itself needs: left on the call for the filter below that
 * chooses, which holds to it on every way out, whether at first or after a failure.
 *
 * <p>{@code call.get(TargetRule.KEY)} is null where nobody wants anything.
 */
@FunctionalInterface
public interface TargetRule {

    /** Where it is found. */
    Key<TargetRule> KEY = Key.of("sluice.target-rule", TargetRule.class);

    /** Wants nothing: takes the place of another for a copy of a call that is nobody's. */
    TargetRule ANY = (target, facts) -> null;

    /**
     * Looks at a target.
     *
     * @param target where the call may go
     * @param facts what is known of it
     * @return what is wrong with it, as in {@code it has no price}; null if nothing is. On the call's event loop, at once
     */
    @Nullable String lacks(Target target, ModelFacts facts);

    /**
     * Puts another beside this one.
     *
     * @param other wants something, too
     * @return both
     */
    default TargetRule and(TargetRule other) {
        return (target, facts) -> {
            String lack = lacks(target, facts);
            return lack == null ? other.lacks(target, facts) : lack;
        };
    }
}
