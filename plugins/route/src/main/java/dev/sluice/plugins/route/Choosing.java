package dev.sluice.plugins.route;

import dev.sluice.api.model.Alias;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.plugins.route.choose.Chooser;
import dev.sluice.plugins.route.choose.Fallbacks;
import dev.sluice.plugins.route.choose.Fitness;
import dev.sluice.plugins.route.choose.Health;
import dev.sluice.plugins.route.choose.Leads;
import dev.sluice.plugins.route.choose.Named;
import dev.sluice.plugins.route.choose.Semantic;
import dev.sluice.plugins.route.choose.Strategies;
import dev.sluice.plugins.route.choose.Strategy;
import dev.sluice.plugins.route.complexity.Complexity;
import dev.sluice.plugins.route.complexity.LinearModel;
import dev.sluice.plugins.route.config.RouteConfig;
import dev.sluice.plugins.route.config.StrategySettings;
import dev.sluice.plugins.route.rules.Rules;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Puts the chooser of a filter together. */
final class Choosing {

    private Choosing() {}

    static Future<Chooser> of(RouteConfig config, PluginContext context, Named named, RandomGenerator random) {
        Fitness fitness = new Fitness(config.matchLabels());
        Chooser chooser = new Chooser(
                named,
                new Chooser.Checks(
                        fitness,
                        new Health(config.health().floor()),
                        new Fallbacks(named, fitness, config.fallback())));
        Strategies strategies = new Strategies(new Special(chooser, context), random);
        Map<String, Strategy> own = new HashMap<>();
        Future<Strategy> usual = strategies.of(config.strategy());
        Future<Strategy> made = usual;
        for (Alias alias : context.models().aliases()) {
            Optional<StrategySettings> settings = Strategies.find(config, alias);
            if (settings.isPresent()) {
                made = made.compose(before -> strategies.of(settings.get()))
                        .onSuccess(strategy -> own.put(alias.name(), strategy));
            }
        }
        return made.map(all -> {
            chooser.by(usual.result(), own);
            return chooser;
        });
    }

    /** Strategies that need the plugin's surroundings. */
    private record Special(Leads leads, PluginContext context) implements Strategies.Special {

        @Override
        public Strategy rules(StrategySettings.Rules settings) {
            return new Rules(settings.rules(), leads, () -> context.timers().now());
        }

        @Override
        public Future<Strategy> complexity(StrategySettings.Complexity settings) {
            Path weights = settings.weights();
            Future<LinearModel> read = weights == null
                    ? Future.succeededFuture(LinearModel.shipped())
                    : context.blocking(() -> LinearModel.of(weights));
            return read.map(model -> Strategy.atOnce(new Complexity(settings, model)));
        }

        @Override
        public Future<Strategy> semantic(StrategySettings.Semantic settings) {
            return context.embedder()
                    .compose(embedder -> Semantic.of(settings, leads, embedder))
                    .map(strategy -> strategy);
        }
    }
}
