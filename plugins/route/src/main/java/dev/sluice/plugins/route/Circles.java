package dev.sluice.plugins.route;

import dev.sluice.plugins.route.config.StrategySettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds aliases whose strategies lead, by the aliases that they name, back to themselves. */
final class Circles {

    private final Map<String, StrategySettings> strategies;
    private final Set<String> cleared = new HashSet<>();

    private Circles(Map<String, StrategySettings> strategies) {
        this.strategies = strategies;
    }

    /**
     * All circles that have no alias in common with another, so that each is told once.
     *
     * @param strategies of aliases that have one, by their names
     * @return the aliases of each in their order, the first again at the end
     */
    static List<List<String>> of(Map<String, StrategySettings> strategies) {
        Circles circles = new Circles(strategies);
        List<List<String>> found = new ArrayList<>();
        for (String alias : strategies.keySet()) {
            List<String> path = new ArrayList<>();
            circles.from(alias, path).ifPresent(found::add);
            circles.cleared.addAll(path);
        }
        return found;
    }

    private Optional<List<String>> from(String name, List<String> path) {
        int met = path.indexOf(name);
        if (met >= 0) {
            List<String> circle = new ArrayList<>(path.subList(met, path.size()));
            circle.add(name);
            return Optional.of(circle);
        }
        if (cleared.contains(name)) {
            return Optional.empty();
        }
        path.add(name);
        for (String next : uses(name)) {
            Optional<List<String>> circle = from(next, path);
            if (circle.isPresent()) {
                return circle;
            }
        }
        path.removeLast();
        cleared.add(name);
        return Optional.empty();
    }

    /** The aliases that an alias's own strategy names. */
    private List<String> uses(String alias) {
        StrategySettings strategy = strategies.get(alias);
        return strategy == null
                ? List.of()
                : used(strategy).stream().filter(strategies::containsKey).toList();
    }

    /** The models that a strategy names. */
    static List<String> used(StrategySettings strategy) {
        return switch (strategy) {
            case StrategySettings.Rules rules ->
                rules.rules().stream().flatMap(rule -> rule.use().stream()).toList();
            case StrategySettings.Semantic semantic ->
                semantic.groups().stream()
                        .flatMap(group -> group.use().stream())
                        .toList();
            default -> List.of();
        };
    }
}
