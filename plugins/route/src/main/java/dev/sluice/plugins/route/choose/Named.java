package dev.sluice.plugins.route.choose;

import dev.sluice.api.Target;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.model.Alias;
import dev.sluice.api.model.Models;
import dev.sluice.plugins.route.targets.TargetStates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the candidates behind a model's name. */
public final class Named {

    private final Models models;
    private final TargetStates states;

    /**
     * Looks names up.
     *
     * @param models where names lead
     * @param states what is known of targets
     */
    public Named(Models models, TargetStates states) {
        this.models = models;
        this.states = states;
    }

    /** Those of an alias with their weights, or of any other name; none if nobody has such a model. */
    public List<Candidate> candidates(Dialect dialect, String name) {
        Optional<Alias> alias = models.alias(name);
        return alias.isPresent() ? of(alias.get()) : of(models.candidates(dialect, name));
    }

    /** Those of targets, each of the same weight. */
    public List<Candidate> of(List<Target> targets) {
        List<Candidate> candidates = new ArrayList<>(targets.size());
        for (Target target : targets) {
            candidates.add(new Candidate(target, 1, states.of(target)));
        }
        return candidates;
    }

    /** Those of an alias, with their weights. */
    public List<Candidate> of(Alias alias) {
        List<Candidate> candidates = new ArrayList<>(alias.members().size());
        for (Alias.Member member : alias.members()) {
            candidates.add(new Candidate(member.target(), member.weight(), states.of(member.target())));
        }
        return candidates;
    }
}
