package dev.sluice.plugins.route;

import dev.sluice.api.model.Alias;
import dev.sluice.api.model.Models;
import dev.sluice.plugins.route.choose.Strategies;
import dev.sluice.plugins.route.config.RouteConfig;
import dev.sluice.plugins.route.config.StrategySettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds aliases whose strategies lead, by the aliases that they name, back to themselves. */
final class Circles {

    private final RouteConfig config;
    private final Models models;
    private final Set<String> cleared = new HashSet<>();

    private Circles(RouteConfig config, Models models) {
        this.config = config;
        this.models = models;
    }

    /** The first circle, and what to do about it. */
    static Optional<String> of(RouteConfig config, Models models) {
        Circles circles = new Circles(config, models);
        return models.aliases().stream()
                .map(alias -> circles.from(alias.name(), new ArrayList<>()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> from(String name, List<String> path) {
        int met = path.indexOf(name);
        if (met >= 0) {
            List<String> circle = new ArrayList<>(path.subList(met, path.size()));
            circle.add(name);
            return Optional.of("the models " + String.join(" -> ", circle)
                    + " lead round in a circle; have one of them use provider/model instead");
        }
        if (cleared.contains(name)) {
            return Optional.empty();
        }
        path.add(name);
        for (String next : uses(name)) {
            Optional<String> circle = from(next, path);
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
        return models
                .alias(alias)
                .map(Alias::strategy)
                .flatMap(strategy -> Strategies.find(config, strategy))
                .map(Circles::used)
                .orElse(List.of())
                .stream()
                .filter(name -> models.alias(name).isPresent())
                .toList();
    }

    private static List<String> used(StrategySettings strategy) {
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
