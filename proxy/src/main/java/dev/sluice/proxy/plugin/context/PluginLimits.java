package dev.sluice.proxy.plugin.context;

import java.time.Duration;

/**
 * How much one context may have, so that one plugin cannot use up the host.
 *
 * @param blocking pieces of blocking work at a time
 * @param meters different meters
 * @param create time to make a filter
 * @param close time for each thing that has to be undone
 */
public record PluginLimits(int blocking, int meters, Duration create, Duration close) {

    /** Ample for what filters do. */
    public static final PluginLimits DEFAULT =
            new PluginLimits(1_000, 200, Duration.ofSeconds(60), Duration.ofSeconds(10));
}
