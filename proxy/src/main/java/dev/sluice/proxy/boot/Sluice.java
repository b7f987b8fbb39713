package dev.sluice.proxy.boot;

import dev.sluice.api.config.ConfigException;
import dev.sluice.proxy.config.ServerSettings;
import dev.sluice.proxy.config.Settings;
import dev.sluice.proxy.generation.Generation;
import dev.sluice.proxy.generation.Generations;
import dev.sluice.proxy.plugin.PluginGeneration;
import dev.sluice.proxy.server.DataPlane;
import dev.sluice.proxy.server.Listener;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A serving process: its listener, and the generation that it serves. */
public final class Sluice {

    private static final Logger LOG = LoggerFactory.getLogger(Sluice.class);
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private final Surroundings surroundings;
    private final Generations generations;
    private final DataPlane plane;
    private final Listener listener;
    private final Settings started;
    private final ReentrantLock reloading = new ReentrantLock();
    private volatile Serving serving;
    private volatile boolean draining;

    /**
     * What is served: a plan, the plugins that it draws on, and what was made of both.
     *
     * @param home the context of the thread that made it, kept so that no plugin makes one with its class loader in it
     */
    private record Serving(Plan plan, PluginGeneration plugins, Generation generation, Context home) {}

    private Sluice(
            Surroundings surroundings, Generations generations, DataPlane plane, Listener listener, Serving serving) {
        this.surroundings = surroundings;
        this.generations = generations;
        this.plane = plane;
        this.listener = listener;
        this.serving = serving;
        this.started = serving.plan().settings();
    }

    /**
     * Starts to serve. Blocks; not for event loops.
     *
     * @param surroundings what the process has
     * @return serving
     * @throws ConfigException if the config is wrong
     * @throws StartException if anything else is in the way; says what
     */
    public static Sluice start(Surroundings surroundings) {
        Serving first = make(surroundings);
        try {
            Generations generations = new Generations(first.generation());
            DataPlane plane = new DataPlane(generations, surroundings.timers(), surroundings.meter());
            ServerSettings server = first.plan().settings().server();
            Future<Listener> opened =
                    Listener.open(surroundings.vertx(), surroundings.doors(), surroundings.loops(), server, plane);
            Listener listener = StartException.listening(opened, server.listen().toString(), "server.listen");
            return new Sluice(surroundings, generations, plane, listener, first);
        } catch (StartException e) {
            StartException.await(first.generation().retire(), "close the chains");
            throw e;
        }
    }

    /** Makes a generation of what the files say now; if that cannot be, nothing of it is left open. */
    private static Serving make(Surroundings surroundings) {
        Context home = surroundings.vertx().getOrCreateContext();
        PluginGeneration plugins = surroundings.plugins().open();
        plugins.problems().forEach(problem -> LOG.warn("Not loaded: {}", problem));
        try {
            Plan plan = surroundings.plan(plugins);
            Generation made = StartException.await(surroundings.maker().make(plan, plugins), "make the chains");
            return new Serving(plan, plugins, made, home);
        } catch (ConfigException | StartException e) {
            StartException.await(plugins.retire(), "unload the plugins");
            throw e;
        }
    }

    /**
     * Reads the config and the plugins again, and serves them if nothing is wrong. Blocks; not for event loops.
     *
     * @return the new generation's number
     * @throws ConfigException if the config is wrong; the old generation goes on
     * @throws StartException if anything else is in the way; the old generation goes on
     */
    public int reload() {
        reloading.lock();
        try {
            if (draining) {
                throw new StartException("Cannot reload: the process is stopping.", null);
            }
            Serving next = again();
            sayWhatWaits(next.plan());
            generations.replace(next.generation());
            serving = next;
            LOG.info("Serving generation {}", next.generation().number());
            return next.generation().number();
        } finally {
            reloading.unlock();
        }
    }

    private Serving again() {
        try {
            return make(surroundings);
        } catch (ConfigException e) {
            throw WaitingPlugins.told(e, started, surroundings);
        }
    }

    /**
     * Stops to take calls, lets those under way end within the drain time, then closes the listener and all chains. Blocks.
     *
     * @return how many calls were under way
     */
    public int stop() {
        endReloads();
        Duration patience = plan().settings().server().drain();
        int before = plane.underWay();
        step("drain", listener.drain(patience), patience.plus(MARGIN));
        step("close the listener", listener.close(), MARGIN);
        step("close the chains", generations.retire(), MARGIN);
        return before;
    }

    /** Waits for a reload that is under way; there is none after it. */
    private void endReloads() {
        reloading.lock();
        try {
            draining = true;
        } finally {
            reloading.unlock();
        }
    }

    /** What cannot be done in time must not keep the rest from being done. */
    private static void step(String doing, Future<?> done, Duration patience) {
        try {
            StartException.await(done, doing, patience);
        } catch (StartException e) {
            LOG.warn("{}; going on", e.getMessage());
        }
    }

    private void sayWhatWaits(Plan next) {
        List<String> keys = RestartNeeded.keys(started, next.settings());
        if (!keys.isEmpty()) {
            LOG.warn("Changed, but in effect only after a restart: {}", String.join(", ", keys));
        }
    }

    /**
     * The config that is served.
     *
     * @return its plan
     */
    public Plan plan() {
        return serving.plan();
    }

    /**
     * The plugins that are served.
     *
     * @return until the next reload
     */
    public PluginGeneration plugins() {
        return serving.plugins();
    }

    /**
     * The data plane's port.
     *
     * @return the one that it listens on
     */
    public int port() {
        return listener.port();
    }

    /**
     * Calls under way.
     *
     * @return how many
     */
    public int underWay() {
        return plane.underWay();
    }

    /**
     * Whether new calls are welcome.
     *
     * @return false once {@link #stop} was called
     */
    public boolean isReady() {
        return !draining;
    }

    /**
     * The number of the generation that is served.
     *
     * @return counts up from 1
     */
    public int generation() {
        return generations.current().number();
    }
}
