package dev.sluice.proxy.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The plugins that are loaded, each once for as many generations as use it. */
final class PluginPool {

    private final ApiVersion apiVersion;
    private final Map<Key, Shared> loaded = new HashMap<>();

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
        Shared shared = loaded.get(new Key(jar, copy.hash()));
        if (shared == null) {
            shared = new Shared(load(jar, copy));
            loaded.put(new Key(jar, copy.hash()), shared);
        } else {
            delete(copy, jar);
        }
        shared.users++;
        return shared.plugin;
    }

    /** One user less; the last has it unloaded. */
    synchronized void release(LoadedPlugin plugin) {
        PluginInfo info = plugin.info();
        Key key = new Key(info.jar(), info.hash());
        Shared shared = loaded.get(key);
        if (shared != null && --shared.users == 0) {
            loaded.remove(key);
            plugin.close();
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

    private static PrivateCopy copy(Path jar) {
        try {
            return PrivateCopy.of(jar);
        } catch (IOException e) {
            throw problem(jar, "expected a jar that can be copied to " + System.getProperty("java.io.tmpdir"), e);
        }
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

    private record Key(Path jar, String hash) {}

    private static final class Shared {

        private final LoadedPlugin plugin;
        private int users;

        Shared(LoadedPlugin plugin) {
            this.plugin = plugin;
        }
    }
}
