package dev.sluice.proxy.config.engine;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the configs of named nodes are bound to, for the schema and the reference.
 *
 * @param byName for each name the records that share its config's keys, in the order in which they are shown
 */
public record NamedTypes(Map<String, List<Class<? extends Record>>> byName) {

    public static final NamedTypes NONE = new NamedTypes(Map.of());

    public NamedTypes {
        byName = new TreeMap<>(byName);
    }

    List<RecordShape.Key> keys(String name) {
        return types(name).stream()
                .flatMap(type -> RecordShape.of(type).keys().stream())
                .toList();
    }

    String doc(String name) {
        return types(name).stream()
                .map(RecordShape::docOf)
                .filter(doc -> !doc.isEmpty())
                .findFirst()
                .orElse("");
    }

    private List<Class<? extends Record>> types(String name) {
        return byName.getOrDefault(name, List.of());
    }
}
