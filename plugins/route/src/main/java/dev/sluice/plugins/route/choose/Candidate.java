package dev.sluice.plugins.route.choose;

import dev.sluice.api.Target;
import dev.sluice.api.model.ModelFacts;
import dev.sluice.plugins.route.targets.TargetState;

/** A target that a call may go to; what strategies need of it for every call is worked out once. */
public final class Candidate {

    private final Target target;
    private final int weight;
    private final ModelFacts facts;
    private final TargetState state;
    private final long hash;
    private final Tariff tariff;

    /**
     * Prepares a target to be chosen.
     *
     * @param target the target
     * @param weight its share, of an alias; 1 otherwise
     * @param facts what is known of it beforehand
     * @param state what calls have shown of it
     */
    public Candidate(Target target, int weight, ModelFacts facts, TargetState state) {
        this.target = target;
        this.weight = weight;
        this.facts = facts;
        this.state = state;
        this.hash = Weighted.hash(target);
        this.tariff = Tariff.of(facts);
    }

    /** The target. */
    public Target target() {
        return target;
    }

    /** Its share, of an alias; 1 otherwise. */
    public int weight() {
        return weight;
    }

    /** What is known of it beforehand. */
    public ModelFacts facts() {
        return facts;
    }

    /** What calls have shown of it. */
    public TargetState state() {
        return state;
    }

    /** Of its name: what it draws lots by. */
    long hash() {
        return hash;
    }

    /** Its prices, for comparing. */
    Tariff tariff() {
        return tariff;
    }

    /** Facts and state are those of the target. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Candidate that
                && weight == that.weight
                && target.equals(that.target)
                && state.equals(that.state);
    }

    @Override
    public int hashCode() {
        return target.hashCode() * 31 + weight;
    }

    @Override
    public String toString() {
        return target.toString();
    }
}
