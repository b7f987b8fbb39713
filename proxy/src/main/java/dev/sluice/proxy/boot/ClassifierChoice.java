package dev.sluice.proxy.boot;

import dev.sluice.api.classify.ClassifierFactory;
import dev.sluice.api.config.ConfigException;
import dev.sluice.api.config.ConfigNode;
import dev.sluice.api.config.Problem;
import dev.sluice.proxy.boot.Plan.PlannedClassifier;
import dev.sluice.proxy.config.engine.Suggestion;
import dev.sluice.proxy.plugin.ExtensionType;
import dev.sluice.proxy.plugin.PluginExtension;
import dev.sluice.proxy.plugin.PluginGeneration;
import java.util.List;
import java.util.Map;

/** Which classifier a config means by a name. */
final class ClassifierChoice {

    private ClassifierChoice() {}

    static PlannedClassifier of(String name, Map<String, ConfigNode> kinds, PluginGeneration plugins) {
        if (kinds.isEmpty()) {
            throw nothing(name);
        }
        Map.Entry<String, ConfigNode> kind = kinds.entrySet().iterator().next();
        if (kinds.size() > 1) {
            throw kind.getValue()
                    .problem(
                            "expected one kind for the classifier '" + name + "', found "
                                    + String.join(", ", kinds.keySet()),
                            "give each its own name");
        }
        List<String> known = plugins.all(ExtensionType.CLASSIFIER).stream()
                .map(PluginExtension::name)
                .toList();
        PluginExtension<ClassifierFactory<?>> factory = plugins.find(ExtensionType.CLASSIFIER, kind.getKey())
                .orElseThrow(() -> kind.getValue()
                        .problem(
                                "no plugin brings a classifier '" + kind.getKey() + "'",
                                Suggestion.hint(kind.getKey(), known, "known classifiers")));
        return new PlannedClassifier(
                factory, kind.getValue().bind(factory.instance().configType().asSubclass(Record.class)));
    }

    /** There is no node to say it of: the place is the name's. */
    private static ConfigException nothing(String name) {
        return new ConfigException(List.of(new Problem(
                "config",
                1,
                1,
                "classifiers." + name,
                "expected a kind for the classifier '" + name + "', found none",
                "write it below the name, with its config",
                null)));
    }
}
