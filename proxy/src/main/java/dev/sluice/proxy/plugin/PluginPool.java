package dev.sluice.proxy.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plugins that are loaded, each once for as many generations as use it. */
final class PluginPool {

    private static final Logger LOG = LoggerFactory.getLogger(PluginPool.class);

    private final ApiVersion apiVersion;
    private final Map<Key, Shared> loaded = new HashMap<>();
    private @Nullable PrivateCopies copies;

    PluginPool(ApiVersion apiVersion) {
        this.apiVersion = apiVersion;
    }

    /**
     * Loads a jar, unless it is loaded with these very bytes.
     *
     * @param jar in a plugins folder
     * @return its plugin, to be {@linkplain #release released}
     * @throws PluginException if anything is wrong with it
     */
    synchronized LoadedPlugin acquire(Path jar) {
        PrivateCopy copy = copy(jar);
        Shared shared = loaded.get(new Key(jar, copy.fingerprint()));
        if (shared == null) {
            shared = new Shared(load(jar, copy));
            loaded.put(new Key(jar, copy.fingerprint()), shared);
        } else {
            delete(copy, jar);
        }
        shared.users++;
        return shared.plugin;
    }

    /** One user less; the last has it unloaded. */
    synchronized void release(LoadedPlugin plugin) {
        PluginInfo info = plugin.info();
        Key key = new Key(info.jar(), info.fingerprint());
        Shared shared = loaded.get(key);
        if (shared != null && --shared.users == 0) {
            loaded.remove(key);
            plugin.close();
            tidy();
        }
    }

    private LoadedPlugin load(Path jar, PrivateCopy copy) {
        try {
            return LoadedPlugin.load(jar, copy, apiVersion);
        } catch (RuntimeException e) {
            delete(copy, jar);
            throw e;
        }
    }

    private PrivateCopy copy(Path jar) {
        try {
            if (copies == null) {
                copies = PrivateCopies.in(Path.of(System.getProperty("java.io.tmpdir")));
            }
            return copies.of(jar);
        } catch (IOException e) {
            throw problem(jar, "expected a jar that can be copied to " + System.getProperty("java.io.tmpdir"), e);
        }
    }

    /** The folder goes with its last copy. */
    private void tidy() {
        if (copies == null || !loaded.isEmpty()) {
            return;
        }
        try {
            copies.close();
        } catch (IOException e) {
            LOG.warn("Cannot delete the folder of plugins' copies: {}", e.toString());
        }
        copies = null;
    }

    private static void delete(PrivateCopy copy, Path jar) {
        try {
            copy.close();
        } catch (IOException e) {
            throw problem(jar, "expected that its copy " + copy.file() + " can be deleted", e);
        }
    }

    private static PluginException problem(Path jar, String expected, IOException e) {
        return new PluginException(
                List.of(PluginProblem.of(
                        jar, expected + ", found " + e, "check who may read and write there, and the free space")),
                e);
    }

    private record Key(Path jar, String fingerprint) {}

    private static final class Shared {

        private final LoadedPlugin plugin;
        private int users;

        Shared(LoadedPlugin plugin) {
            this.plugin = plugin;
        }
    }
}
