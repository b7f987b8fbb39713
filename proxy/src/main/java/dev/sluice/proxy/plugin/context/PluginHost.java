package dev.sluice.proxy.plugin.context;

import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.plugin.Timers;
import dev.sluice.api.state.State;
import dev.sluice.proxy.admin.Mounts;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;

/**
 * What all contexts draw on.
 *
 * @param vertx makes HTTP clients
 * @param timers time; virtual in tests
 * @param meters the meters of all plugins
 * @param admin the endpoints of all plugins
 * @param dialects those that clients may speak
 * @param state what all replicas share
 * @param dataFolder holds the data folders of all plugins
 * @param computing threads for what keeps processors busy
 * @param spareProcessors how many of them a plugin's own threads may keep busy for long
 * @param limits how much one context may have
 */
public record PluginHost(
        Vertx vertx,
        Timers timers,
        SharedMeters meters,
        Mounts admin,
        List<Dialect> dialects,
        State state,
        Path dataFolder,
        Computing computing,
        int spareProcessors,
        PluginLimits limits) {}
