package dev.sluice.proxy.boot;

import dev.sluice.api.config.ConfigException;
import dev.sluice.api.config.ConfigNode;
import dev.sluice.api.config.Problem;
import dev.sluice.proxy.boot.Plan.PlannedModel;
import dev.sluice.proxy.config.engine.Suggestion;
import dev.sluice.proxy.plugin.ExtensionType;
import dev.sluice.proxy.plugin.PluginExtension;
import dev.sluice.proxy.plugin.PluginGeneration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Which models a config means by the names that it gives them.
 *
 * @param section where they stand in the config, such as {@code classifiers}
 * @param type what plugins make them by
 * @param configType reads the type of a factory's config
 * @param plugins those that there are
 * @param <F> what plugins make them by
 */
record ModelChoice<F>(
        String section, ExtensionType<F> type, Function<F, Class<?>> configType, PluginGeneration plugins) {

    PlannedModel<F> of(String name, Map<String, ConfigNode> kinds) {
        if (kinds.isEmpty()) {
            throw nothing(name);
        }
        Map.Entry<String, ConfigNode> kind = kinds.entrySet().iterator().next();
        if (kinds.size() > 1) {
            throw kind.getValue()
                    .problem(
                            "expected one kind for the " + type.word() + " '" + name + "', found "
                                    + String.join(", ", kinds.keySet()),
                            "give each its own name");
        }
        List<String> known =
                plugins.all(type).stream().map(PluginExtension::name).toList();
        PluginExtension<F> factory = plugins.find(type, kind.getKey())
                .orElseThrow(() -> kind.getValue()
                        .problem(
                                "no plugin brings a " + type.word() + " '" + kind.getKey() + "'",
                                Suggestion.hint(kind.getKey(), known, "known " + section)));
        return new PlannedModel<>(
                factory,
                kind.getValue().bind(configType.apply(factory.instance()).asSubclass(Record.class)));
    }

    /** There is no node to say it of: the place is the name's. */
    private ConfigException nothing(String name) {
        return new ConfigException(List.of(new Problem(
                "config",
                1,
                1,
                section + "." + name,
                "expected a kind for the " + type.word() + " '" + name + "', found none",
                "write it below the name, with its config",
                null)));
    }
}
