package dev.sluice.plugins.route;

import dev.sluice.api.model.Alias;
import dev.sluice.api.model.Models;
import dev.sluice.plugins.route.choose.Strategies;
import dev.sluice.plugins.route.config.RouteConfig;
import dev.sluice.plugins.route.config.StrategySettings;
import dev.sluice.plugins.route.rules.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds what is wrong with a config beyond its own types: names that lead nowhere, strategies that nobody knows, bad expressions. */
final class ConfigCheck {

    private final RouteConfig config;
    private final Models models;
    private final List<String> wrong = new ArrayList<>();

    private ConfigCheck(RouteConfig config, Models models) {
        this.config = config;
        this.models = models;
    }

    /** Throws an {@code IllegalArgumentException} with everything that is wrong. */
    static void of(RouteConfig config, Models models) {
        ConfigCheck check = new ConfigCheck(config, models);
        check.strategy(config.strategy());
        config.strategies().values().forEach(check::strategy);
        config.fallback().values().forEach(names -> names.forEach(check::model));
        if (config.shadow() != null) {
            check.model(config.shadow().model());
        }
        models.aliases().forEach(check::alias);
        if (!check.wrong.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", check.wrong));
        }
    }

    private void alias(Alias alias) {
        String strategy = alias.strategy();
        if (strategy != null && Strategies.find(config, strategy).isEmpty()) {
            wrong.add("the model '" + alias.name() + "' asks for the strategy '" + strategy + "'; expected one of "
                    + Strategies.names(config));
        }
    }

    private void strategy(StrategySettings strategy) {
        if (strategy instanceof StrategySettings.Rules rules) {
            rules.rules().forEach(rule -> {
                expression(rule.when());
                rule.use().forEach(this::model);
            });
        }
    }

    private void expression(String when) {
        try {
            Expression.of(when);
        } catch (IllegalArgumentException e) {
            wrong.add(String.valueOf(e.getMessage()));
        }
    }

    private void model(String name) {
        if (models.alias(name).isEmpty() && name.indexOf('/') < 1) {
            Set<String> aliases = models.aliases().stream().map(Alias::name).collect(Collectors.toSet());
            wrong.add("expected provider/model or one of the aliases " + aliases + ", found '" + name + "'");
        }
    }
}
