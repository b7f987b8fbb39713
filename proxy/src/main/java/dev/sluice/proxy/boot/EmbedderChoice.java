package dev.sluice.proxy.boot;

import dev.sluice.api.config.ConfigNode;
import dev.sluice.api.embed.EmbedderFactory;
import dev.sluice.proxy.boot.Plan.PlannedEmbedder;
import dev.sluice.proxy.config.engine.ConfigDocument;
import dev.sluice.proxy.config.engine.Environment;
import dev.sluice.proxy.config.engine.Suggestion;
import dev.sluice.proxy.plugin.ExtensionType;
import dev.sluice.proxy.plugin.PluginExtension;
import dev.sluice.proxy.plugin.PluginGeneration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which embedder a config means: the one that it names, else the only one among the plugins that stands in. */
final class EmbedderChoice {

    private EmbedderChoice() {}

    static Optional<PlannedEmbedder> of(Map<String, ConfigNode> named, PluginGeneration plugins) {
        if (named.isEmpty()) {
            return standIn(plugins);
        }
        Map.Entry<String, ConfigNode> first = named.entrySet().iterator().next();
        if (named.size() > 1) {
            throw first.getValue()
                    .problem("expected one embedder, found " + String.join(", ", named.keySet()), "remove all but one");
        }
        List<String> known = plugins.all(ExtensionType.EMBEDDER).stream()
                .map(PluginExtension::name)
                .toList();
        PluginExtension<EmbedderFactory<?>> factory = plugins.find(ExtensionType.EMBEDDER, first.getKey())
                .orElseThrow(() -> first.getValue()
                        .problem(
                                "no plugin brings an embedder '" + first.getKey() + "'",
                                Suggestion.hint(first.getKey(), known, "known embedders")));
        return Optional.of(planned(factory, first.getValue()));
    }

    private static Optional<PlannedEmbedder> standIn(PluginGeneration plugins) {
        List<PluginExtension<EmbedderFactory<?>>> ready = plugins.all(ExtensionType.EMBEDDER).stream()
                .filter(extension -> extension.instance().standsIn())
                .toList();
        return ready.size() == 1 ? Optional.of(planned(ready.getFirst())) : Optional.empty();
    }

    private static PlannedEmbedder planned(PluginExtension<EmbedderFactory<?>> factory, ConfigNode config) {
        return new PlannedEmbedder(
                factory, config.bind(factory.instance().configType().asSubclass(Record.class)));
    }

    private static PlannedEmbedder planned(PluginExtension<EmbedderFactory<?>> factory) {
        ConfigDocument empty = ConfigDocument.parse("defaults", "{}", Environment.of(Map.of(), Map.of()));
        return new PlannedEmbedder(
                factory, empty.bind(factory.instance().configType().asSubclass(Record.class)));
    }
}
