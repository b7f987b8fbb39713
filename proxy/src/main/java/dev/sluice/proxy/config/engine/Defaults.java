package dev.sluice.proxy.config.engine;

import dev.sluice.api.config.ConfigException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the texts of {@code @Default}; a wrong one is a fault of the program, not of a config file. */
final class Defaults {

    private Defaults() {}

    /** What the component holds if it is left out. */
    static Object value(RecordShape.Key key, Environment environment) {
        SourceText source = source(key);
        Findings faults = new Findings(source);
        try {
            Yaml node = YamlSource.parse(source, text(key), Limits.STANDARD, faults);
            Binder binder = new Binder(new Loading(source, environment), faults);
            Optional<Object> value = binder.bind(key.shape(), node, KeyPath.ROOT.child(key.name()));
            faults.throwIfAny();
            return key.wrapped() ? value : value.orElseThrow();
        } catch (ConfigException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** The default as JSON would have it, for a schema; so a schema cannot be written if a default is wrong. */
    static @Nullable Object json(RecordShape.Key key) {
        value(key, Environment.of(Map.of(), Map.of()));
        SourceText source = source(key);
        return json(YamlSource.parse(source, text(key), Limits.STANDARD, new Findings(source)));
    }

    private static @Nullable Object json(Yaml node) {
        return switch (node) {
            case Yaml.Scalar scalar -> scalar.value();
            case Yaml.Nothing nothing -> null;
            case Yaml.Sequence sequence -> {
                List<@Nullable Object> items = new ArrayList<>();
                sequence.items().forEach(item -> items.add(json(item)));
                yield items;
            }
            case Yaml.Mapping mapping -> {
                Map<String, @Nullable Object> values = new LinkedHashMap<>();
                mapping.entries().forEach((name, entry) -> values.put(name, json(entry.value())));
                yield values;
            }
        };
    }

    /** As YAML has it: there, nothing at all is no empty text. */
    private static String text(RecordShape.Key key) {
        String text = key.fallback().orElseThrow();
        return text.isEmpty() ? "''" : text;
    }

    private static SourceText source(RecordShape.Key key) {
        String owner = key.component().getDeclaringRecord().getName();
        return new SourceText("@Default of " + owner + "." + key.component().getName(), text(key));
    }
}
