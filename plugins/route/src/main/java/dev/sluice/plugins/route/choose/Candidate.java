package dev.sluice.plugins.route.choose;

import dev.sluice.api.Target;
import dev.sluice.plugins.route.targets.TargetState;

/**
 * A target that a call may go to.
 *
 * @param target the target
 * @param weight its share, of an alias; 1 otherwise
 * @param state what is known of it
 */
public record Candidate(Target target, int weight, TargetState state) {}
