package dev.sluice.plugins.route.choose;

import dev.sluice.api.Target;
import dev.sluice.api.model.ModelFacts;
import dev.sluice.plugins.route.targets.TargetState;

/**
 * A target that a call may go to.
 *
 * @param target the target
 * @param weight its share, of an alias; 1 otherwise
 * @param facts what is known of it beforehand
 * @param state what calls have shown of it
 */
public record Candidate(Target target, int weight, ModelFacts facts, TargetState state) {}
