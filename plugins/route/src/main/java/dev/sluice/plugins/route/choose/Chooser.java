package dev.sluice.plugins.route.choose;

import dev.sluice.api.Call;
import dev.sluice.api.Target;
import dev.sluice.api.model.Alias;
import dev.sluice.plugins.route.config.Cause;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chooses for a call: its candidates, those of them that fit, in its model's order, without those that are ejected. */
public final class Chooser implements Leads {

    private final Named named;
    private final Fitness fitness;
    private final Health health;
    private final Fallbacks fallbacks;
    private final Map<String, Group> groups = new HashMap<>();
    private Strategy usual = Strategy.atOnce((ask, candidates) -> new Choice(candidates, "priority"));

    private record Group(
            List<Target> targets,
            List<Candidate> candidates,
            @Nullable Strategy strategy) {}

    /**
     * Prepares to choose; {@link #by} says how.
     *
     * @param named finds candidates
     * @param checks which candidates fit, and which are ejected
     */
    public Chooser(Named named, Checks checks) {
        this.named = named;
        this.fitness = checks.fitness();
        this.health = checks.health();
        this.fallbacks = checks.fallbacks();
    }

    /**
     * What candidates are checked for.
     *
     * @param fitness whether they can do what a call asks for
     * @param health whether they are ejected
     * @param fallbacks where calls go that none of them can take
     */
    public record Checks(Fitness fitness, Health health, Fallbacks fallbacks) {}

    /**
     * Says how to choose. Called once, before the first call.
     *
     * @param strategy of models that name none
     * @param own the strategies that aliases name, by the alias
     */
    public void by(Strategy strategy, Map<String, Strategy> own) {
        usual = strategy;
        for (Alias alias : named.models().aliases()) {
            groups.put(alias.name(), new Group(alias.targets(), named.of(alias), own.get(alias.name())));
        }
    }

    /**
     * Chooses.
     *
     * @param ask the call
     * @return where it goes; the reason is that of the strategy. A {@link dev.sluice.api.CallError} if no target fits, or all are
     *     ejected
     */
    public Future<Choice> choose(Ask ask) {
        Call call = ask.call();
        Target chosen = call.target();
        if (chosen != null) {
            return Future.succeededFuture(new Choice(fitness.allowed(ask, named.of(List.of(chosen))), "chosen above"));
        }
        Group group = groups.get(call.model());
        boolean own = group != null && group.targets().equals(call.candidates());
        List<Candidate> candidates = group != null && own ? group.candidates() : named.of(call.candidates());
        Strategy strategy = group != null && own && group.strategy() != null ? group.strategy() : usual;
        return order(ask, candidates, strategy).map(choice -> healthy(ask, choice));
    }

    /** Where all are ejected: the targets that the config names for errors, if they are better. */
    private Choice healthy(Ask ask, Choice choice) {
        List<Candidate> available = health.available(choice.order(), ask.now());
        if (!available.isEmpty()) {
            return choice.with(available);
        }
        List<Candidate> others = Health.welcome(fitness.those(ask, fallbacks.of(ask.call(), Cause.ERROR)), ask.now());
        if (others.isEmpty()) {
            throw Health.allEjected(choice.order(), ask.now());
        }
        return new Choice(others, "all targets are ejected: fallback.error");
    }

    /** What each candidate of a call lacks for it, in the order of the config; empty where it fits. */
    public List<Fit> look(Ask ask) {
        List<Fit> fits = new ArrayList<>();
        for (Candidate candidate : named.of(ask.call().candidates())) {
            fits.add(new Fit(candidate, Optional.ofNullable(fitness.lacks(ask, candidate))));
        }
        return fits;
    }

    /**
     * Whether a candidate fits.
     *
     * @param candidate it
     * @param lack why it does not
     */
    public record Fit(Candidate candidate, Optional<String> lack) {}

    private Future<Choice> order(Ask ask, List<Candidate> candidates, Strategy strategy) {
        if (strategy.leadsElsewhere()) {
            return strategy.choose(ask, candidates).map(choice -> fitting(ask, choice));
        }
        if (candidates.size() == 1) {
            return Future.succeededFuture(new Choice(fitness.allowed(ask, candidates), "the only target"));
        }
        List<Candidate> fit = fitness.those(ask, candidates);
        if (fit.size() > 1) {
            return strategy.choose(ask, fit);
        }
        return Future.succeededFuture(
                fit.isEmpty() ? larger(ask, candidates) : new Choice(fit, "the only target that fits"));
    }

    private Choice fitting(Ask ask, Choice choice) {
        List<Candidate> fit = fitness.those(ask, choice.order());
        return fit.isEmpty() ? larger(ask, choice.order()) : choice.with(fit);
    }

    /** Where none fits, and one would if its window were larger: the targets that the config names for that. */
    private Choice larger(Ask ask, List<Candidate> candidates) {
        boolean tooLong = candidates.stream().anyMatch(candidate -> fitness.isTooSmall(ask, candidate));
        List<Candidate> larger =
                tooLong ? fitness.those(ask, fallbacks.of(ask.call(), Cause.CONTEXT_WINDOW)) : List.of();
        if (larger.isEmpty()) {
            throw fitness.noneFits(ask, candidates);
        }
        return new Choice(larger, "too long for the model's targets: fallback.context-window");
    }

    /** {@inheritDoc} An alias's targets are put in order by its own strategy. */
    @Override
    public Future<Choice> lead(Ask ask, List<String> names) {
        Future<Choice> all = Future.succeededFuture(new Choice(List.of(), ""));
        for (String name : names) {
            all = all.compose(before -> one(ask, name).map(found -> joined(ask, before, found)));
        }
        return all;
    }

    /** Those of later names are for want of better: they do not change how answers are checked. */
    private Choice joined(Ask ask, Choice before, Choice found) {
        List<Candidate> order = new ArrayList<>(before.order());
        found.order().stream().filter(candidate -> !order.contains(candidate)).forEach(order::add);
        boolean none = fitness.those(ask, before.order()).isEmpty();
        return (none ? found : before).with(order);
    }

    private Future<Choice> one(Ask ask, String name) {
        Group group = groups.get(name);
        if (group == null || group.strategy() == null) {
            return Future.succeededFuture(new Choice(named.candidates(ask.call().dialect(), name), name));
        }
        Strategy strategy = group.strategy();
        List<Candidate> fit = fitness.those(ask, group.candidates());
        return fit.isEmpty()
                ? Future.succeededFuture(
                        new Choice(group.candidates(), name)) // Whoever asked says why none of them fits.
                : strategy.choose(ask, fit);
    }
}
