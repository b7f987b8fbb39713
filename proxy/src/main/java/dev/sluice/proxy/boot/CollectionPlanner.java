package dev.sluice.proxy.boot;

import dev.sluice.api.FilterFactory;
import dev.sluice.api.config.ConfigNode;
import dev.sluice.proxy.config.engine.Problems;
import dev.sluice.proxy.plugin.ExtensionType;
import dev.sluice.proxy.plugin.PluginExtension;
import dev.sluice.proxy.plugin.PluginGeneration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Binds what a config says of collections to the records of the filters that search them. */
final class CollectionPlanner {

    private CollectionPlanner() {}

    /** By the filter's record and by name; an entry that no plugin reads is an error. */
    static Map<Class<?>, Map<String, Record>> bind(Map<String, ConfigNode> named, PluginGeneration plugins) {
        Map<Class<?>, Map<String, Record>> bound = new LinkedHashMap<>();
        for (PluginExtension<FilterFactory<?>> filter : plugins.all(ExtensionType.FILTER)) {
            Class<? extends Record> type = filter.instance().collectionType();
            if (type != null) {
                bound.put(type, all(named, type));
            }
        }
        if (bound.isEmpty() && !named.isEmpty()) {
            throw named.values()
                    .iterator()
                    .next()
                    .problem(
                            "no plugin brings a filter that reads collections",
                            "put the jar of one into the plugins folder (sluice-retrieve)");
        }
        return bound;
    }

    private static Map<String, Record> all(Map<String, ConfigNode> named, Class<? extends Record> type) {
        Map<String, Record> collections = new LinkedHashMap<>();
        Problems problems = new Problems();
        named.forEach((name, node) -> problems.attempt(() -> collections.put(name, node.bind(type))));
        problems.throwIfAny();
        return collections;
    }
}
