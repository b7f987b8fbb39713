package dev.sluice.proxy.boot;

import dev.sluice.api.config.ConfigException;
import dev.sluice.proxy.config.ServerSettings;
import dev.sluice.proxy.generation.Generation;
import dev.sluice.proxy.generation.Generations;
import dev.sluice.proxy.plugin.PluginGeneration;
import dev.sluice.proxy.server.DataPlane;
import dev.sluice.proxy.server.Listener;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A serving process: its listener, and the generation that it serves. */
public final class Sluice {

    private static final Logger LOG = LoggerFactory.getLogger(Sluice.class);

    private final Surroundings surroundings;
    private final Generations generations;
    private final DataPlane plane;
    private final Listener listener;
    private final ReentrantLock reloading = new ReentrantLock();
    private volatile Serving serving;
    private volatile boolean draining;

    /** What is served: a plan, and the plugins that it draws on. */
    private record Serving(Plan plan, PluginGeneration plugins) {}

    private Sluice(
            Surroundings surroundings, Generations generations, DataPlane plane, Listener listener, Serving serving) {
        this.surroundings = surroundings;
        this.generations = generations;
        this.plane = plane;
        this.listener = listener;
        this.serving = serving;
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
        PluginGeneration plugins = surroundings.plugins().open();
        Plan plan = surroundings.plan(plugins);
        Exposure.check(plan);
        Generation first = StartException.await(surroundings.maker().make(plan, plugins), "make the chains");
        Generations generations = new Generations(first);
        DataPlane plane = new DataPlane(generations, surroundings.timers(), surroundings.meter());
        ServerSettings server = plan.settings().server();
        Future<Listener> opened = Listener.open(surroundings.vertx(), surroundings.loops(), server, plane);
        Listener listener = StartException.await(opened, "listen on " + server.listen());
        return new Sluice(surroundings, generations, plane, listener, new Serving(plan, plugins));
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
            PluginGeneration plugins = surroundings.plugins().open();
            Plan next = planOrRetire(plugins);
            Generation made = StartException.await(surroundings.maker().make(next, plugins), "make the chains");
            generations.replace(made);
            serving = new Serving(next, plugins);
            LOG.info("Serving generation {}", made.number());
            return made.number();
        } finally {
            reloading.unlock();
        }
    }

    /**
     * Stops to take calls, lets those under way end within the drain time, then closes everything. Blocks.
     *
     * @return how many calls were under way
     */
    public int stop() {
        draining = true;
        Duration patience = plan().settings().server().drain();
        int before = plane.underWay();
        StartException.await(listener.drain(patience), "drain");
        StartException.await(listener.close(), "close the listener");
        StartException.await(surroundings.vertx().close(), "close the event loops");
        return before;
    }

    private Plan planOrRetire(PluginGeneration plugins) {
        try {
            Plan next = surroundings.plan(plugins);
            Exposure.check(next);
            return next;
        } catch (ConfigException e) {
            plugins.retire();
            throw e;
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
