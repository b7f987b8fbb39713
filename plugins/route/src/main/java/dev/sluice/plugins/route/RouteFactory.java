package dev.sluice.plugins.route;

import dev.sluice.api.Call;
import dev.sluice.api.Filter;
import dev.sluice.api.FilterFactory;
import dev.sluice.api.Forecast;
import dev.sluice.api.model.Alias;
import dev.sluice.api.model.Models;
import dev.sluice.api.plugin.CheckContext;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.plugins.route.choose.Ask;
import dev.sluice.plugins.route.choose.Fallbacks;
import dev.sluice.plugins.route.choose.Fitness;
import dev.sluice.plugins.route.choose.Named;
import dev.sluice.plugins.route.choose.Strategies;
import dev.sluice.plugins.route.config.RouteConfig;
import dev.sluice.plugins.route.config.RouteConfig.HedgeSettings;
import dev.sluice.plugins.route.survive.HedgeBudget;
import dev.sluice.plugins.route.survive.RetryBudget;
import dev.sluice.plugins.route.survive.Rig;
import dev.sluice.plugins.route.survive.Shadow;
import dev.sluice.plugins.route.survive.Tally;
import dev.sluice.plugins.route.survive.Waste;
import dev.sluice.plugins.route.targets.HealthChecks;
import dev.sluice.plugins.route.targets.Replicas;
import dev.sluice.plugins.route.targets.SharedReplicas;
import dev.sluice.plugins.route.targets.TargetPools;
import dev.sluice.plugins.route.targets.TargetStates;
import io.vertx.core.Future;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.pf4j.Extension;

/** Makes {@link RouteFilter}s. */
@Extension
public final class RouteFactory implements FilterFactory<RouteConfig> {

    private final TargetPools pools = new TargetPools();
    private final String process = UUID.randomUUID().toString();

    @Override
    public String name() {
        return RouteFilter.NAME;
    }

    @Override
    public Class<RouteConfig> configType() {
        return RouteConfig.class;
    }

    @Override
    public void check(RouteConfig config, CheckContext context) {
        ConfigCheck.of(config, context);
    }

    /** {@inheritDoc} A shadow is not among them: it is no answer to anybody's call. */
    @Override
    public Set<String> leadsTo(RouteConfig config, Models models) {
        Set<String> names = new LinkedHashSet<>(Circles.used(config.strategy()));
        config.strategies().values().forEach(strategy -> names.addAll(Circles.used(strategy)));
        config.fallback().values().forEach(names::addAll);
        for (Alias alias : models.aliases()) {
            Strategies.find(config, alias).ifPresent(strategy -> names.addAll(Circles.used(strategy)));
        }
        return names;
    }

    @Override
    public Future<Filter> create(RouteConfig config, PluginContext context) {
        return filter(config, context, new SharedRandom());
    }

    @Override
    public Future<Forecast> forecast(RouteConfig config, PluginContext context, Call call) {
        RandomGenerator random = new SharedRandom();
        TargetStates fresh = new TargetStates(config.health(), config.concurrency(), random);
        return Choosing.of(config, context, new Named(context.models(), fresh), random)
                .compose(chooser ->
                        RouteForecast.of(chooser, new Ask(call, context.timers().nanoTime())));
    }

    /** With a generator of the caller's, so that tests can seed it. */
    Future<Filter> filter(RouteConfig config, PluginContext context, RandomGenerator random) {
        TargetPools.Member member = pools.join(config.health(), config.concurrency(), random);
        TargetStates states = member.states();
        context.onClose(() -> {
            member.leave();
            return Future.succeededFuture();
        });
        Named named = new Named(context.models(), states);
        return Choosing.of(config, context, named, random).map(chooser -> {
            Fallbacks fallbacks = new Fallbacks(named, new Fitness(config.matchLabels()), config.fallback());
            Rig rig = rig(config, context, fallbacks, member, random);
            new TargetsView(pools, context.models(), context.timers()).show(context, member);
            watch(config, context, states);
            Shadow shadow = config.shadow() == null ? null : new Shadow(config.shadow(), fallbacks, random, context);
            return new RouteFilter(chooser, rig, shadow);
        });
    }

    private Rig rig(
            RouteConfig config,
            PluginContext context,
            Fallbacks fallbacks,
            TargetPools.Member member,
            RandomGenerator random) {
        TargetStates states = member.states();
        HedgeSettings hedge = config.hedge();
        Replicas replicas = config.health().share()
                ? new SharedReplicas(
                        context.state().topic(SharedReplicas.TOPIC),
                        process + '/' + member.pool(), // Filters of one pool need not be told what they know.
                        states,
                        context.timers())
                : Replicas.NONE;
        return new Rig(
                config,
                fallbacks,
                context.timers(),
                random,
                new RetryBudget(),
                new HedgeBudget(hedge == null ? 0 : hedge.budget()),
                new Tally(context.meters()),
                new Waste(context.meters()),
                states.room(),
                replicas);
    }

    private static void watch(RouteConfig config, PluginContext context, TargetStates states) {
        config.health().checks().forEach(check -> {
            StatusOf status = new StatusOf(context, check);
            new HealthChecks(check, states, context.timers(), status::ask).start();
        });
    }
}
