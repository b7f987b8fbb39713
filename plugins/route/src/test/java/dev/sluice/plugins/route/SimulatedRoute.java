package dev.sluice.plugins.route;

import dev.sluice.plugins.route.config.StrategySettings;
import dev.sluice.plugins.route.sim.Simulation;
import java.time.Duration;

/** Makes the filter for simulations: the defaults, a strategy, ten seconds of patience, and perhaps hedging at the p95. */
public final class SimulatedRoute {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private SimulatedRoute() {}

    /** A filter with a strategy. */
    public static Simulation.Maker by(StrategySettings strategy, boolean hedged) {
        Configs patient = Configs.usual().by(strategy).deadlines(Duration.ZERO, PATIENCE, Duration.ZERO);
        Configs configs = hedged ? patient.hedgedAfter(null, 10) : patient;
        return maker(configs);
    }

    /** A filter with a strategy, hedging, and adaptive limits. */
    public static Simulation.Maker limited(StrategySettings strategy) {
        return maker(Configs.usual()
                .by(strategy)
                .deadlines(Duration.ZERO, PATIENCE, Duration.ZERO)
                .hedgedAfter(null, 10)
                .limited(20, 256));
    }

    private static Simulation.Maker maker(Configs configs) {
        return (context, luck) ->
                new RouteFactory().filter(configs.config(), context, luck).result();
    }
}
