package dev.sluice.plugins.route;

import dev.sluice.api.config.Nearest;
import dev.sluice.api.model.Alias;
import dev.sluice.api.model.Models;
import dev.sluice.api.plugin.CheckContext;
import dev.sluice.plugins.route.choose.Strategies;
import dev.sluice.plugins.route.complexity.LinearModel;
import dev.sluice.plugins.route.config.RouteConfig;
import dev.sluice.plugins.route.config.StrategySettings;
import dev.sluice.plugins.route.rules.Expression;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is wrong with a config beyond its own types: names that lead nowhere, strategies that nobody knows, bad expressions,
 * aliases that lead round in circles, and what no target could ever fit.
 */
final class ConfigCheck {

    private static final String STRATEGY = "strategy";

    private final RouteConfig config;
    private final CheckContext context;
    private final Models models;
    private final Map<String, StrategySettings> ofAliases = new LinkedHashMap<>();

    private ConfigCheck(RouteConfig config, CheckContext context) {
        this.config = config;
        this.context = context;
        this.models = context.models();
    }

    /** Tells everything that is wrong, each with its place and its remedy. */
    static void of(RouteConfig config, CheckContext context) {
        ConfigCheck check = new ConfigCheck(config, context);
        check.strategy(Place.filter(STRATEGY), config.strategy());
        config.strategies().forEach((name, strategy) -> check.strategy(Place.filter("strategies." + name), strategy));
        config.fallback().forEach((cause, names) -> check.names(Place.filter("fallback." + cause), names));
        if (config.shadow() != null) {
            check.name(Place.filter("shadow.model"), config.shadow().model());
        }
        for (int i = 0; i < config.health().checks().size(); i++) {
            check.provider(
                    Place.filter("health.checks[" + i + "].provider"),
                    config.health().checks().get(i).provider());
        }
        context.models().aliases().forEach(alias -> context.attempt("", () -> check.alias(alias)));
        check.circles();
        Impossible.of(config, context);
    }

    private void alias(Alias alias) {
        String name = alias.strategy();
        if (name == null) {
            return;
        }
        Optional<StrategySettings> found = Strategies.find(config, alias);
        if (found.isEmpty()) {
            Set<String> known = Strategies.names(config);
            context.modelProblem(
                    alias.name(),
                    STRATEGY,
                    "the model '" + alias.name() + "' asks for the strategy '" + name + "'; expected one of " + known
                            + Nearest.hint(name, known));
            return;
        }
        ofAliases.put(alias.name(), found.get());
        if (needsTwo(found.get()) && alias.members().size() < 2) {
            context.modelProblem(
                    alias.name(),
                    STRATEGY,
                    "the model '" + alias.name() + "' has one target, where the strategy '" + name
                            + "' chooses between the first and the last; give it another target, or no strategy");
        }
        if (!config.strategies().containsKey(name)) {
            strategy(new Place(alias.name(), STRATEGY), found.get());
        }
    }

    private void circles() {
        Circles.of(ofAliases)
                .forEach(circle -> context.modelProblem(
                        circle.getFirst(),
                        STRATEGY,
                        "the models " + String.join(" -> ", circle)
                                + " lead round in a circle; have one of them use provider/model instead"));
    }

    private static boolean needsTwo(StrategySettings strategy) {
        return strategy instanceof StrategySettings.Cascade || strategy instanceof StrategySettings.Complexity;
    }

    /** The kind of a strategy is a key of the file, too: what is its own stands below that. */
    private void strategy(Place place, StrategySettings strategy) {
        switch (strategy) {
            case StrategySettings.Rules rules -> {
                for (int i = 0; i < rules.rules().size(); i++) {
                    Place rule = place.at(".rules.rules[" + i + "]");
                    expression(rule.at(".when"), rules.rules().get(i).when());
                    names(rule.at(".use"), rules.rules().get(i).use());
                }
            }
            case StrategySettings.Semantic semantic -> {
                for (int i = 0; i < semantic.groups().size(); i++) {
                    names(
                            place.at(".semantic.groups[" + i + "].use"),
                            semantic.groups().get(i).use());
                }
            }
            case StrategySettings.Complexity complexity ->
                weights(place.at(".complexity.weights"), complexity.weights());
            default -> {
                // Chooses among the candidates and names none.
            }
        }
    }

    private void weights(Place place, @Nullable Path file) {
        try {
            if (file != null) {
                LinearModel.of(file);
            }
        } catch (IllegalArgumentException e) {
            place.tell(context, String.valueOf(e.getMessage()));
        }
    }

    private void expression(Place place, String when) {
        try {
            Expression.of(when);
        } catch (IllegalArgumentException e) {
            place.tell(context, String.valueOf(e.getMessage()));
        }
    }

    private void names(Place place, List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            name(place.at("[" + i + "]"), names.get(i));
        }
    }

    private void name(Place place, String name) {
        int slash = name.indexOf('/');
        if (models.alias(name).isPresent()) {
            return;
        }
        if (slash < 1) {
            Set<String> aliases = new TreeSet<>();
            models.aliases().forEach(alias -> aliases.add(alias.name()));
            place.tell(
                    context,
                    "expected provider/model or one of the aliases " + aliases + ", found '" + name + "'"
                            + Nearest.hint(name, aliases));
        } else {
            provider(place, name.substring(0, slash));
        }
    }

    private void provider(Place place, String name) {
        if (!models.providers().contains(name)) {
            Set<String> known = new TreeSet<>(models.providers());
            place.tell(
                    context,
                    "expected one of the providers " + known + ", found '" + name + "'" + Nearest.hint(name, known));
        }
    }
}
