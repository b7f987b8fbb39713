package dev.sluice.proxy.plugin;

import dev.sluice.proxy.plugin.context.PluginHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The plugins in some folders, read anew for each generation. Its methods block; one is called at a time. */
public final class PluginCatalog {

    private final List<Path> folders;
    private final PluginHost host;
    private final Collection<ExtensionType<?>> types;
    private final PluginPool pool;
    private final ModelsInUse.Pool models;

    /**
     * Makes a catalog of what this host knows to use; reads nothing yet.
     *
     * @param folders each {@code .jar} directly in them is taken for a plugin
     * @param host what filters draw on
     */
    public PluginCatalog(List<Path> folders, PluginHost host) {
        this(folders, host, ExtensionType.ALL, ApiVersion.current());
    }

    /**
     * Makes a catalog; reads nothing yet.
     *
     * @param folders each {@code .jar} directly in them is taken for a plugin
     * @param host what filters draw on
     * @param types what to look for
     * @param apiVersion what plugins require a version of
     */
    public PluginCatalog(
            List<Path> folders, PluginHost host, Collection<ExtensionType<?>> types, ApiVersion apiVersion) {
        this.folders = List.copyOf(folders);
        this.host = host;
        this.types = List.copyOf(types);
        this.pool = new PluginPool(apiVersion);
        this.models = ModelsInUse.Pool.of(host);
    }

    /**
     * Where plugins are looked for.
     *
     * @return the folders to watch
     */
    public List<Path> folders() {
        return folders;
    }

    /**
     * Reads the folders and loads what changed since the last generation.
     *
     * @return all plugins that can be used, all problems of the others; to be
     *     {@linkplain PluginGeneration#retire() retired}, used or not
     */
    public PluginGeneration open() {
        List<PluginProblem> problems = new ArrayList<>();
        List<LoadedPlugin> plugins = new ArrayList<>();
        for (Path jar : jars(problems)) {
            try {
                plugins.add(pool.acquire(jar));
            } catch (PluginException e) {
                problems.addAll(e.problems());
            }
        }
        removeTwins(plugins, problems);
        ExtensionIndex index = new ExtensionIndex(types, plugins);
        problems.addAll(index.problems());
        return new PluginGeneration(
                host, pool, List.copyOf(plugins), index, List.copyOf(problems), models.forGeneration());
    }

    private List<Path> jars(List<PluginProblem> problems) {
        List<Path> jars = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(jars::add);
            } catch (IOException e) {
                problems.add(PluginProblem.of(
                        folder,
                        "expected a folder of plugins, found none that can be read",
                        "make it, or correct the config"));
            }
        }
        return jars;
    }

    private void removeTwins(List<LoadedPlugin> plugins, List<PluginProblem> problems) {
        Map<String, List<LoadedPlugin>> byId = plugins.stream()
                .collect(Collectors.groupingBy(plugin -> plugin.info().id(), TreeMap::new, Collectors.toList()));
        byId.forEach((id, twins) -> {
            if (twins.size() > 1) {
                problems.add(new PluginProblem(
                        twins.stream().map(twin -> twin.info().jar()).toList(),
                        "expected one plugin with the id " + id + ", found " + twins.size(),
                        "remove all jars but one: none of them is used"));
                plugins.removeAll(twins);
                twins.forEach(pool::release);
            }
        });
    }
}
