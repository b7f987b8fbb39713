package dev.sluice.plugins.route;

import dev.sluice.api.Filter;
import dev.sluice.api.FilterFactory;
import dev.sluice.api.model.Alias;
import dev.sluice.api.model.Models;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.plugins.route.choose.Chooser;
import dev.sluice.plugins.route.choose.Fitness;
import dev.sluice.plugins.route.choose.Health;
import dev.sluice.plugins.route.choose.Named;
import dev.sluice.plugins.route.choose.Strategies;
import dev.sluice.plugins.route.choose.Strategy;
import dev.sluice.plugins.route.complexity.Complexity;
import dev.sluice.plugins.route.complexity.LinearModel;
import dev.sluice.plugins.route.config.RouteConfig;
import dev.sluice.plugins.route.config.RouteConfig.HedgeSettings;
import dev.sluice.plugins.route.config.StrategySettings;
import dev.sluice.plugins.route.rules.Rules;
import dev.sluice.plugins.route.survive.HedgeBudget;
import dev.sluice.plugins.route.survive.Rig;
import dev.sluice.plugins.route.survive.Shadow;
import dev.sluice.plugins.route.survive.Tally;
import dev.sluice.plugins.route.targets.TargetState;
import dev.sluice.plugins.route.targets.TargetStates;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.random.RandomGenerator;
import org.pf4j.Extension;

/** Makes {@link RouteFilter}s. */
@Extension
public final class RouteFactory implements FilterFactory<RouteConfig> {

    @Override
    public String name() {
        return RouteFilter.NAME;
    }

    @Override
    public Class<RouteConfig> configType() {
        return RouteConfig.class;
    }

    @Override
    public void check(RouteConfig config, Models models) {
        ConfigCheck.of(config, models);
    }

    @Override
    public Future<Filter> create(RouteConfig config, PluginContext context) {
        return Future.succeededFuture(filter(config, context, new SharedRandom()));
    }

    /** With a generator of the caller's, so that tests can seed it. */
    static Filter filter(RouteConfig config, PluginContext context, RandomGenerator random) {
        TargetStates states = new TargetStates(context.models(), config.health(), random);
        Named named = new Named(context.models(), states);
        Strategies strategies = new Strategies(config.strategies(), new Special(named, context));
        Strategy usual = strategies.of(config.strategy(), random);
        Chooser chooser = new Chooser(
                context.models(),
                named,
                new Chooser.Checks(
                        new Fitness(config.matchLabels()),
                        new Health(config.health().floor())),
                usual,
                name -> strategies.named(name, random));
        HedgeSettings hedge = config.hedge();
        HedgeBudget hedging = new HedgeBudget(hedge == null ? 0 : hedge.budget());
        Rig rig = new Rig(config, named, context.timers(), random, hedging, new Tally(context.meters()));
        Shadow shadow = config.shadow() == null ? null : new Shadow(config.shadow(), named, random, context.meters());
        show(context, states);
        return new RouteFilter(chooser, rig, shadow);
    }

    private static void show(PluginContext context, TargetStates states) {
        TargetsView view = new TargetsView(states, context.timers());
        context.admin().serve(HttpMethod.GET, TargetsView.PATH, request -> Future.succeededFuture(view.reply()));
        for (Alias alias : context.models().aliases()) {
            for (Alias.Member member : alias.members()) {
                TargetState state = states.of(member.target());
                String[] tags = {
                    "provider",
                    state.target().provider(),
                    "model",
                    state.target().model()
                };
                context.meters().gauge("in_flight", state::inFlight, tags);
                context.meters().gauge("ejected", () -> state.isEjected() ? 1 : 0, tags);
                context.meters().gauge("retry_tokens", state::retryTokens, tags);
            }
        }
    }

    /** Strategies that need the plugin's surroundings. */
    private record Special(Named named, PluginContext context) implements Strategies.Special {

        @Override
        public Strategy rules(StrategySettings.Rules settings) {
            return new Rules(settings.rules(), named, () -> context.timers().now());
        }

        @Override
        public Strategy complexity(StrategySettings.Complexity settings) {
            return new Complexity(settings, LinearModel.shipped());
        }
    }
}
