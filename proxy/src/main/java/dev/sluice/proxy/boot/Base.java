package dev.sluice.proxy.boot;

import dev.sluice.proxy.admin.Mounts;
import dev.sluice.proxy.config.Settings;
import dev.sluice.proxy.plugin.ApiVersion;
import dev.sluice.proxy.plugin.PluginCatalog;
import dev.sluice.proxy.plugin.context.Computing;
import dev.sluice.proxy.plugin.context.PluginHost;
import dev.sluice.proxy.plugin.context.PluginLimits;
import dev.sluice.proxy.plugin.context.SharedMeters;
import dev.sluice.proxy.telemetry.metrics.Metrics;
import dev.sluice.proxy.telemetry.metrics.PoolMeters;
import dev.sluice.proxy.time.LoopTimers;
import dev.sluice.proxy.transport.Doors;
import dev.sluice.proxy.transport.LoopTransport;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What there is before any config is served: event loops, time, meters, plugin folders.
 *
 * @param vertx the event loops
 * @param doors of its transport
 * @param home the starting thread's context, held because Vert.x keeps the class loader that a thread has when it first asks
 *     for one: that must not be a plugin's
 * @param loops how many of them
 * @param timers time
 * @param metrics all meters
 * @param mounts what plugins add to the admin listener
 * @param shared what all replicas share; not connected yet
 * @param computing the threads for what keeps processors busy
 * @param plugins the folders of plugins
 */
record Base(
        Vertx vertx,
        Doors doors,
        Context home,
        int loops,
        LoopTimers timers,
        Metrics metrics,
        Mounts mounts,
        SharedState shared,
        Computing computing,
        PluginCatalog plugins) {

    /** What a process needs that serves calls: half of the processors are the event loops'. */
    static Base serving(Bootstrap.Place place, Settings settings) {
        return of(place, settings, Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    /** What a process needs that runs a command, and so has the processors to itself. */
    static Base commanding(Bootstrap.Place place, Settings settings) {
        return of(place, settings, Runtime.getRuntime().availableProcessors());
    }

    private static Base of(Bootstrap.Place place, Settings settings, int spareProcessors) {
        int configured = settings.server().eventLoops();
        int loops = configured > 0 ? configured : Runtime.getRuntime().availableProcessors();
        Metrics metrics = new Metrics(ApiVersion.current().value());
        VertxOptions options = new VertxOptions().setEventLoopPoolSize(loops);
        LoopTransport transport = LoopTransport.best();
        Vertx vertx = PoolMeters.vertx(options, metrics.registry())
                .withTransport(transport)
                .build();
        Context home = vertx.getOrCreateContext();
        LoopTimers timers = new LoopTimers(vertx);
        SharedState shared = SharedState.of(vertx, timers, settings.state(), metrics.registry());
        Path data = settings.data().resolve("plugins");
        Mounts mounts = new Mounts();
        Computing computing = Computing.on(Runtime.getRuntime().availableProcessors());
        PluginHost host = new PluginHost(
                vertx,
                timers,
                new SharedMeters(metrics.registry()),
                mounts,
                Bootstrap.dialects(),
                shared.state(),
                data,
                computing,
                spareProcessors,
                PluginLimits.DEFAULT);
        PluginCatalog plugins = new PluginCatalog(folders(place, settings), host);
        return new Base(vertx, transport.doors(), home, loops, timers, metrics, mounts, shared, computing, plugins);
    }

    void close() {
        computing.close();
        shared.close();
        StartException.await(vertx.close(), "close the event loops");
        metrics.close();
    }

    private static List<Path> folders(Bootstrap.Place place, Settings settings) {
        List<Path> folders = new ArrayList<>();
        Path own = place.home().resolve("plugins");
        if (Files.isDirectory(own)) {
            folders.add(own);
        }
        folders.addAll(settings.plugins().folders());
        if (place.plugins() != null) {
            folders.add(place.plugins());
        }
        return folders.stream().map(Base::canonical).distinct().toList();
    }

    /** A folder that is named twice, in two ways, must not be read twice: its plugins would be their own twins. */
    private static Path canonical(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            return folder.toAbsolutePath().normalize(); // Not there yet, which the catalog tells.
        }
    }
}
