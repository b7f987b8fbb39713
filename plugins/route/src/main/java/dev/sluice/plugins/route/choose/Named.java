package dev.sluice.plugins.route.choose;

import dev.sluice.api.Target;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.model.Alias;
import dev.sluice.api.model.Models;
import dev.sluice.plugins.route.targets.TargetStates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Finds the candidates behind a model's name. */
public final class Named {

    private static final int MOST = 1024;

    private final Models models;
    private final TargetStates states;
    private final Map<Target, Candidate> known = new ConcurrentHashMap<>();

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

    /** The aliases that there are. */
    Models models() {
        return models;
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
            candidates.add(of(target));
        }
        return candidates;
    }

    /** Those of an alias, with their weights. */
    public List<Candidate> of(Alias alias) {
        List<Candidate> candidates = new ArrayList<>(alias.members().size());
        for (Alias.Member member : alias.members()) {
            candidates.add(make(member.target(), member.weight()));
        }
        return candidates;
    }

    private Candidate of(Target target) {
        Candidate candidate = known.get(target);
        if (candidate != null) {
            return candidate;
        }
        return known.size() < MOST ? known.computeIfAbsent(target, one -> make(one, 1)) : make(target, 1);
    }

    private Candidate make(Target target, int weight) {
        return new Candidate(target, weight, models.facts(target), states.of(target));
    }
}
