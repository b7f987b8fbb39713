package dev.sluice.plugins.route;

import dev.sluice.api.model.Alias;
import dev.sluice.api.model.Models;
import dev.sluice.api.plugin.CheckContext;
import dev.sluice.plugins.route.choose.Strategies;
import dev.sluice.plugins.route.config.RouteConfig;
import dev.sluice.plugins.route.config.StrategySettings;
import dev.sluice.plugins.route.rules.Expression;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds what is wrong with a config beyond its own types: names that lead nowhere, strategies that nobody knows, bad expressions,
 * aliases that lead round in circles, and what no target could ever fit.
 */
final class ConfigCheck {

    private final RouteConfig config;
    private final CheckContext context;
    private final Models models;

    private ConfigCheck(RouteConfig config, CheckContext context) {
        this.config = config;
        this.context = context;
        this.models = context.models();
    }

    /** Tells everything that is wrong, each with its place and its remedy. */
    static void of(RouteConfig config, CheckContext context) {
        ConfigCheck check = new ConfigCheck(config, context);
        Models models = context.models();
        check.strategy("strategy", config.strategy());
        config.strategies().forEach((name, strategy) -> check.strategy("strategies." + name, strategy));
        config.fallback().forEach((cause, names) -> check.names("fallback." + cause, names));
        if (config.shadow() != null) {
            check.names("shadow.model", List.of(config.shadow().model()));
        }
        config.health().checks().forEach(one -> check.provider("health.checks", one.provider()));
        models.aliases().forEach(check::alias);
        Circles.of(config, models).ifPresent(circle -> context.problem("", circle));
        Impossible.of(config, context);
    }

    private void alias(Alias alias) {
        String strategy = alias.strategy();
        if (strategy == null) {
            return;
        }
        Optional<StrategySettings> found = Strategies.find(config, strategy);
        if (found.isEmpty()) {
            Set<String> known = Strategies.names(config);
            context.problem(
                    "",
                    "the model '" + alias.name() + "' asks for the strategy '" + strategy + "'; expected one of "
                            + known + Nearest.hint(strategy, known));
        } else if (needsTwo(found.get()) && alias.members().size() < 2) {
            context.problem(
                    "",
                    "the model '" + alias.name() + "' has one target, where the strategy '" + strategy
                            + "' chooses between the first and the last; give it another target, or no strategy");
        }
    }

    private static boolean needsTwo(StrategySettings strategy) {
        return strategy instanceof StrategySettings.Cascade || strategy instanceof StrategySettings.Complexity;
    }

    private void strategy(String place, StrategySettings strategy) {
        switch (strategy) {
            case StrategySettings.Rules rules -> {
                for (int i = 0; i < rules.rules().size(); i++) {
                    String rule = place + ".rules[" + i + "]";
                    expression(rule + ".when", rules.rules().get(i).when());
                    names(rule + ".use", rules.rules().get(i).use());
                }
            }
            case StrategySettings.Semantic semantic -> {
                for (int i = 0; i < semantic.groups().size(); i++) {
                    names(
                            place + ".groups[" + i + "].use",
                            semantic.groups().get(i).use());
                }
            }
            default -> {
                // Chooses among the candidates and names none.
            }
        }
    }

    private void expression(String place, String when) {
        context.attempt(place, () -> Expression.of(when));
    }

    private void names(String place, List<String> names) {
        for (String name : names) {
            int slash = name.indexOf('/');
            if (models.alias(name).isPresent()) {
                continue;
            }
            if (slash < 1) {
                Set<String> aliases = new TreeSet<>();
                models.aliases().forEach(alias -> aliases.add(alias.name()));
                context.problem(
                        place,
                        "expected provider/model or one of the aliases " + aliases + ", found '" + name + "'"
                                + Nearest.hint(name, aliases));
            } else {
                provider(place, name.substring(0, slash));
            }
        }
    }

    private void provider(String place, String name) {
        if (!models.providers().contains(name)) {
            Set<String> known = new TreeSet<>(models.providers());
            context.problem(
                    place,
                    "expected one of the providers " + known + ", found '" + name + "'" + Nearest.hint(name, known));
        }
    }
}
