package dev.sluice.proxy.boot;

import dev.sluice.api.config.ConfigException;
import dev.sluice.proxy.plugin.PluginGeneration;
import dev.sluice.proxy.telemetry.metrics.Metrics;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A serving process with everything around it: the admin listener, the log, the watch on its files. */
public final class Served {

    private static final Logger LOG = LoggerFactory.getLogger(Served.class);

    private final Sluice sluice;
    private final Metrics metrics;
    private final Deque<Runnable> closing = new ArrayDeque<>();
    private int adminPort;
    private volatile boolean refused;

    Served(Sluice sluice, Metrics metrics) {
        this.sluice = sluice;
        this.metrics = metrics;
        show(sluice.generation());
    }

    /** Has something closed at the end, what was added last first. */
    void onStop(Runnable close) {
        closing.push(close);
    }

    void adminAt(int port) {
        adminPort = port;
    }

    /**
     * The config that is served.
     *
     * @return its plan
     */
    public Plan plan() {
        return sluice.plan();
    }

    /**
     * The plugins that are served.
     *
     * @return until the next reload
     */
    PluginGeneration plugins() {
        return sluice.plugins();
    }

    /** Whether new calls are welcome. */
    boolean isReady() {
        return sluice.isReady();
    }

    /**
     * The data plane's port.
     *
     * @return the one that it listens on
     */
    public int port() {
        return sluice.port();
    }

    /**
     * The admin listener's port.
     *
     * @return the one that it listens on
     */
    public int adminPort() {
        return adminPort;
    }

    /**
     * Reads the config and the plugins again.
     *
     * @return the new generation's number
     * @throws ConfigException if the config is wrong; the old generation goes on
     * @throws StartException if anything else is in the way; the old generation goes on
     */
    public int reload() {
        try {
            int number = sluice.reload();
            show(number);
            metrics.reloaded(true);
            refused = false;
            return number;
        } catch (RuntimeException e) {
            metrics.reloaded(false);
            refused = true;
            throw e;
        }
    }

    /** Reads the config and the plugins again; if something is wrong, says what in the log, and the old ones go on. */
    public void reloadOrSay() {
        try {
            reload();
        } catch (ConfigException | StartException e) {
            LOG.error("The change is not served, what was served before goes on: {}", e.getMessage());
        }
    }

    /** What is not as it should be with what is served. */
    List<String> troubles() {
        return refused
                ? List.of(
                        "the last change of the config or the plugins is not served: the log, and POST /admin/v1/reload, say why")
                : List.of();
    }

    /** Lets calls under way end, then closes everything. Blocks. */
    public void stop() {
        LOG.info("Stopping: {} calls under way", sluice.underWay());
        sluice.stop();
        closing.forEach(Runnable::run);
    }

    private void show(int generation) {
        metrics.serving(generation);
        plan().aliases().values().forEach(metrics.calls()::trust);
    }
}
