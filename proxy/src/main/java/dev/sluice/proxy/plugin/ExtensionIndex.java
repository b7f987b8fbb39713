package dev.sluice.proxy.plugin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Who brings what: the extensions of a generation's plugins by type and name. A name that two of them claim is nobody's. */
final class ExtensionIndex {

    private final Map<ExtensionType<?>, SortedMap<String, List<PluginExtension<?>>>> byType = new HashMap<>();
    private final List<PluginProblem> problems = new ArrayList<>();

    ExtensionIndex(Collection<ExtensionType<?>> types, Collection<LoadedPlugin> plugins) {
        types.forEach(type -> byType.put(type, new TreeMap<>()));
        for (LoadedPlugin plugin : plugins) {
            plugin.extensions().forEach(extension -> add(plugin, extension));
        }
        byType.forEach((type, names) -> names.forEach((name, claims) -> contest(type, name, claims)));
    }

    List<PluginProblem> problems() {
        return problems;
    }

    /** All extensions of a type whose name is theirs alone. */
    @SuppressWarnings("unchecked") // add() puts nothing else under a type.
    <T> Stream<PluginExtension<T>> all(ExtensionType<T> type) {
        return byType.getOrDefault(type, new TreeMap<>()).values().stream()
                .filter(claims -> claims.size() == 1)
                .map(claims -> (PluginExtension<T>) claims.getFirst());
    }

    private void add(LoadedPlugin plugin, Object extension) {
        List<ExtensionType<?>> fitting =
                byType.keySet().stream().filter(type -> type.fits(extension)).toList();
        if (fitting.isEmpty()) {
            problems.add(PluginProblem.of(
                    plugin.info().jar(),
                    "expected extensions of a type that this Sluice knows, found "
                            + extension.getClass().getName(),
                    "implement dev.sluice.api.FilterFactory, say, or take a newer Sluice"));
        }
        fitting.forEach(type -> add(type, plugin, extension));
    }

    private <T> void add(ExtensionType<T> type, LoadedPlugin plugin, Object extension) {
        try {
            String name = plugin.run("say the name of " + extension.getClass().getName(), () -> type.nameOf(extension));
            PluginExtension<T> added =
                    new PluginExtension<>(type, name, type.type().cast(extension), plugin);
            byType.getOrDefault(type, new TreeMap<>())
                    .computeIfAbsent(name, ignored -> new ArrayList<>())
                    .add(added);
        } catch (PluginException e) {
            problems.addAll(e.problems());
        }
    }

    private void contest(ExtensionType<?> type, String name, List<PluginExtension<?>> claims) {
        if (claims.size() > 1) {
            problems.add(new PluginProblem(
                    claims.stream()
                            .map(claim -> claim.plugin().info().jar())
                            .distinct()
                            .toList(),
                    "expected one " + type.word() + " named " + name + ", found " + claims.size() + " of them",
                    "remove one of the jars: neither is used"));
        }
    }
}
