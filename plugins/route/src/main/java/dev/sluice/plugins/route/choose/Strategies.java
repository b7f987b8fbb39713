package dev.sluice.plugins.route.choose;

import dev.sluice.api.config.ConfigNode;
import dev.sluice.api.model.Alias;
import dev.sluice.plugins.route.config.RouteConfig;
import dev.sluice.plugins.route.config.StrategySettings;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** Strategies by the names under which aliases ask for them: the config's own, and the built-in ones that need no settings. */
public final class Strategies {

    private static final Map<String, StrategySettings> BUILT_IN = Map.of(
            "priority", new StrategySettings.Priority(),
            "weighted", new StrategySettings.Weighted(StrategySettings.Sticky.NONE, null),
            "least-busy", new StrategySettings.LeastBusy(),
            "fastest", new StrategySettings.Fastest(),
            "cheapest-fit", new StrategySettings.CheapestFit(),
            "cascade",
                    new StrategySettings.Cascade(
                            Set.of(
                                    StrategySettings.Check.SCHEMA,
                                    StrategySettings.Check.REFUSAL,
                                    StrategySettings.Check.LENGTH),
                            1,
                            0.6,
                            0.6),
            "complexity", new StrategySettings.Complexity(0.5, null));

    /** What models may write with settings of their own. */
    private static final Map<String, Class<? extends Record>> KINDS = Map.of(
            "priority", StrategySettings.Priority.class,
            "weighted", StrategySettings.Weighted.class,
            "least-busy", StrategySettings.LeastBusy.class,
            "fastest", StrategySettings.Fastest.class,
            "cheapest-fit", StrategySettings.CheapestFit.class,
            "cascade", StrategySettings.Cascade.class,
            "complexity", StrategySettings.Complexity.class,
            "semantic", StrategySettings.Semantic.class,
            "rules", StrategySettings.Rules.class);

    private final Special special;
    private final RandomGenerator random;

    /** Makes the strategies that need more than the candidates. */
    public interface Special {

        /** One that asks the operator's rules. */
        Strategy rules(StrategySettings.Rules settings);

        /** One that looks how hard the prompt is. */
        Future<Strategy> complexity(StrategySettings.Complexity settings);

        /** One that looks what the prompt means. */
        Future<Strategy> semantic(StrategySettings.Semantic settings);
    }

    /** Of a strategy that is called by its name alone. */
    private record NoSettings() {}

    /**
     * Prepares to make strategies.
     *
     * @param special makes what is not made here
     * @param random for strategies that draw lots; used by several threads
     */
    public Strategies(Special special, RandomGenerator random) {
        this.special = special;
        this.random = random;
    }

    /**
     * What an alias's strategy is: one of the filter's by its name, or a kind with the alias's own settings.
     *
     * @param config the filter's
     * @param alias may name none
     * @return empty if it names none, or one that nobody knows
     * @throws dev.sluice.api.config.ConfigException if its settings are wrong, with the places
     */
    public static Optional<StrategySettings> find(RouteConfig config, Alias alias) {
        String name = alias.strategy();
        ConfigNode settings = alias.settings();
        if (name == null) {
            return Optional.empty();
        }
        StrategySettings named = config.strategies().get(name);
        if (named != null) {
            if (settings != null) {
                settings.bind(NoSettings.class);
            }
            return Optional.of(named);
        }
        return settings == null
                ? Optional.ofNullable(BUILT_IN.get(name))
                : Optional.ofNullable(KINDS.get(name)).map(kind -> (StrategySettings) settings.bind(kind));
    }

    /** All names, those of the config among them. */
    public static Set<String> names(RouteConfig config) {
        Set<String> names = new TreeSet<>(KINDS.keySet());
        names.addAll(config.strategies().keySet());
        return names;
    }

    /**
     * Makes a strategy.
     *
     * @param settings which, and how
     * @return ready to be asked
     */
    public Future<Strategy> of(StrategySettings settings) {
        return switch (settings) {
            case StrategySettings.Semantic semantic -> special.semantic(semantic);
            case StrategySettings.Complexity complexity -> special.complexity(complexity);
            default -> Future.succeededFuture(atOnce(settings));
        };
    }

    private Strategy atOnce(StrategySettings settings) {
        return switch (settings) {
            case StrategySettings.Priority priority ->
                Strategy.atOnce((ask, candidates) -> new Choice(candidates, "priority: first of " + candidates.size()));
            case StrategySettings.Weighted weighted -> Strategy.atOnce(new Weighted(weighted, random));
            case StrategySettings.LeastBusy least ->
                Strategy.atOnce((ask, candidates) -> Load.leastBusy(candidates, random));
            case StrategySettings.Fastest fastest ->
                Strategy.atOnce((ask, candidates) -> Load.fastest(ask, candidates, random));
            case StrategySettings.CheapestFit cheapest -> Strategy.atOnce(new Cheapest());
            case StrategySettings.Cascade cascade -> Strategy.atOnce(new Cascade(cascade));
            case StrategySettings.Rules rules -> special.rules(rules);
            case StrategySettings.Complexity ignored -> throw new IllegalArgumentException("is not made at once");
            case StrategySettings.Semantic ignored -> throw new IllegalArgumentException("is not made at once");
        };
    }
}
