package dev.sluice.plugins.route.choose;

import dev.sluice.api.Call;
import dev.sluice.api.Target;
import dev.sluice.api.model.Alias;
import dev.sluice.api.model.Models;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Chooses for a call: its candidates, those of them that fit, in its model's order, without those that are ejected. */
public final class Chooser {

    private final Named named;
    private final Fitness fitness;
    private final Health health;
    private final Strategy usual;
    private final Map<String, Group> groups = new HashMap<>();

    private record Group(List<Target> targets, List<Candidate> candidates, Strategy strategy) {}

    /**
     * Prepares to choose.
     *
     * @param models the aliases
     * @param named finds candidates
     * @param checks which candidates fit, and which are ejected
     * @param usual the strategy of models that name none
     * @param strategies finds a strategy by the name that an alias gives
     */
    public Chooser(Models models, Named named, Checks checks, Strategy usual, Function<String, Strategy> strategies) {
        this.named = named;
        this.fitness = checks.fitness();
        this.health = checks.health();
        this.usual = usual;
        for (Alias alias : models.aliases()) {
            Strategy strategy = alias.strategy() == null ? usual : strategies.apply(alias.strategy());
            groups.put(alias.name(), new Group(alias.targets(), named.of(alias), strategy));
        }
    }

    /**
     * What candidates are checked for.
     *
     * @param fitness whether they can do what a call asks for
     * @param health whether they are ejected
     */
    public record Checks(Fitness fitness, Health health) {}

    /**
     * Chooses.
     *
     * @param ask the call
     * @return where it goes; the reason is that of the strategy
     * @throws dev.sluice.api.CallError if no target fits, or all are ejected
     */
    public Choice choose(Ask ask) {
        Call call = ask.call();
        Target chosen = call.target();
        if (chosen != null) {
            return new Choice(named.of(List.of(chosen)), "chosen above");
        }
        Group group = groups.get(call.model());
        boolean own = group != null && group.targets().equals(call.candidates());
        List<Candidate> candidates = group != null && own ? group.candidates() : named.of(call.candidates());
        return choose(ask, candidates, group != null && own ? group.strategy() : null);
    }

    private Choice choose(Ask ask, List<Candidate> candidates, @Nullable Strategy own) {
        if (candidates.size() == 1) {
            return new Choice(health.available(candidates, ask.now()), "the only target");
        }
        List<Candidate> fit = fitness.fitting(ask, candidates);
        Choice choice = fit.size() == 1
                ? new Choice(fit, "the only target that fits")
                : (own == null ? usual : own).choose(ask, fit);
        return choice.with(health.available(choice.order(), ask.now()));
    }
}
