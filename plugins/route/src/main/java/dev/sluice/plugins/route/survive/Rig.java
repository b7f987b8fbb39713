package dev.sluice.plugins.route.survive;

import dev.sluice.api.plugin.Timers;
import dev.sluice.plugins.route.choose.Named;
import dev.sluice.plugins.route.config.RouteConfig;
import java.util.random.RandomGenerator;

/**
 * What surviving draws on, the same for all calls of a filter.
 *
 * @param config how often, how long, where to
 * @param named finds the targets of fallback lists
 * @param timers time
 * @param random spreads retries; used by several threads
 * @param hedging how many hedges there may be
 * @param tally counts what happens
 */
public record Rig(
        RouteConfig config, Named named, Timers timers, RandomGenerator random, HedgeBudget hedging, Tally tally) {}
