package dev.sluice.plugins.route.survive;

import dev.sluice.api.plugin.Timers;
import dev.sluice.plugins.route.choose.Fallbacks;
import dev.sluice.plugins.route.config.RouteConfig;
import dev.sluice.plugins.route.targets.Replicas;
import dev.sluice.plugins.route.targets.WaitingRoom;
import java.util.random.RandomGenerator;

/**
 * What surviving draws on, the same for all calls of a filter.
 *
 * @param config how often, how long, where to
 * @param fallbacks finds the targets of fallback lists
 * @param timers time
 * @param random spreads retries; used by several threads
 * @param retries how many retries may wait for a target
 * @param hedging how many hedges there may be
 * @param tally counts what happens
 * @param waste counts what was paid for in vain
 * @param room where calls wait for room
 * @param replicas who else should know
 */
public record Rig(
        RouteConfig config,
        Fallbacks fallbacks,
        Timers timers,
        RandomGenerator random,
        RetryBudget retries,
        HedgeBudget hedging,
        Tally tally,
        Waste waste,
        WaitingRoom room,
        Replicas replicas) {}
