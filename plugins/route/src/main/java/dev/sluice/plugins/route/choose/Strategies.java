package dev.sluice.plugins.route.choose;

import dev.sluice.plugins.route.config.RouteConfig;
import dev.sluice.plugins.route.config.StrategySettings;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
            "complexity", new StrategySettings.Complexity(0.5));

    private final Map<String, StrategySettings> known;
    private final Special special;
    private final RandomGenerator random;

    /** Makes the strategies that need more than the candidates. */
    public interface Special {

        /** One that asks the operator's rules. */
        Strategy rules(StrategySettings.Rules settings);

        /** One that looks how hard the prompt is. */
        Strategy complexity(StrategySettings.Complexity settings);

        /** One that looks what the prompt means. */
        Future<Strategy> semantic(StrategySettings.Semantic settings);
    }

    /**
     * Collects the names.
     *
     * @param own the config's, by name
     * @param special makes what is not made here
     * @param random for strategies that draw lots; used by several threads
     */
    public Strategies(Map<String, StrategySettings> own, Special special, RandomGenerator random) {
        this.known = new TreeMap<>(BUILT_IN);
        known.putAll(own);
        this.special = special;
        this.random = random;
    }

    /** What a name stands for, if anything. */
    public static Optional<StrategySettings> find(RouteConfig config, String name) {
        return Optional.ofNullable(config.strategies().getOrDefault(name, BUILT_IN.get(name)));
    }

    /** All names, those of the config among them. */
    public static Set<String> names(RouteConfig config) {
        Set<String> names = new TreeSet<>(BUILT_IN.keySet());
        names.addAll(config.strategies().keySet());
        return names;
    }

    /**
     * Makes a strategy.
     *
     * @param name as an alias has it
     * @return ready to be asked; fails if there is none of that name
     */
    public Future<Strategy> named(String name) {
        StrategySettings settings = known.get(name);
        return settings == null
                ? Future.failedFuture(new IllegalArgumentException(
                        "expected one of the strategies " + known.keySet() + ", found " + name))
                : of(settings);
    }

    /**
     * Makes a strategy.
     *
     * @param settings which, and how
     * @return ready to be asked
     */
    public Future<Strategy> of(StrategySettings settings) {
        return settings instanceof StrategySettings.Semantic semantic
                ? special.semantic(semantic)
                : Future.succeededFuture(atOnce(settings));
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
            case StrategySettings.Complexity complexity -> special.complexity(complexity);
            case StrategySettings.Semantic semantic -> throw new IllegalArgumentException("is not made at once");
        };
    }
}
