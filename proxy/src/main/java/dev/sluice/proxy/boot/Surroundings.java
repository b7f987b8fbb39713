package dev.sluice.proxy.boot;

import dev.sluice.api.plugin.Timers;
import dev.sluice.proxy.config.engine.ConfigDocument;
import dev.sluice.proxy.config.engine.Environment;
import dev.sluice.proxy.model.PriceList;
import dev.sluice.proxy.plugin.PluginCatalog;
import dev.sluice.proxy.plugin.PluginGeneration;
import dev.sluice.proxy.telemetry.CallMeter;
import dev.sluice.proxy.transport.Doors;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Set;

/**
 * What a process has before it serves anything.
 *
 * @param vertx the event loops
 * @param doors of its transport
 * @param loops how many of them take connections
 * @param timers time
 * @param meter is told of calls
 * @param plugins the folders of plugins
 * @param maker makes generations
 * @param config the config file
 * @param environment where its variables are looked up
 * @param dialects names of the dialects that providers may speak
 * @param prices where the price list is; read again with every config
 */
public record Surroundings(
        Vertx vertx,
        Doors doors,
        int loops,
        Timers timers,
        CallMeter meter,
        PluginCatalog plugins,
        GenerationMaker maker,
        Path config,
        Environment environment,
        Set<String> dialects,
        Path prices) {

    /** The config file as it is now. */
    ConfigDocument document() {
        return ConfigDocument.read(config, environment);
    }

    /**
     * Reads the config.
     *
     * @param generation the plugins that its chains draw on
     * @return what it says
     */
    Plan plan(PluginGeneration generation) {
        return Planner.plan(config, environment, generation, dialects, PriceList.read(prices));
    }
}
