package dev.sluice.proxy.config.engine;

import dev.sluice.api.config.NamedNode;
import dev.sluice.api.config.Secret;
import io.vertx.core.json.Json;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * Shows a config in effect: every default filled in, every secret and every value from outside the file as {@code ***}.
 *
 * <p>The trees it makes hold maps, lists, strings, numbers and booleans.
 */
public final class Masked {

    private final Provenance provenance;

    Masked(Provenance provenance) {
        this.provenance = provenance;
    }

    /** The tree of a record that the whole file was bound to. */
    public Map<String, Object> tree(Record config) {
        return settled(structure(config, KeyPath.ROOT));
    }

    /** The tree of one named node: its name and what its config was bound to. */
    public Map<String, Object> tree(NamedNode named) {
        return settled(Map.of(named.name(), named.config()));
    }

    /** A tree as YAML. */
    public static String yaml(Object tree) {
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setDereferenceAliases(true)
                .setSplitLines(false)
                .build();
        return new Dump(settings).dumpToString(tree);
    }

    /** A tree as indented JSON. */
    public static String json(Object tree) {
        return Json.encodePrettily(tree);
    }

    /** The tree of a record, in which raw nodes still stand for what they may yet be bound to. */
    Map<String, Object> structure(Record value, KeyPath path) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (RecordShape.Key key : RecordShape.of(value.getClass()).keys()) {
            Object component = RecordShape.read(value, key);
            Object given = component instanceof Optional<?> optional ? optional.orElse(null) : component;
            if (given != null) {
                tree.put(key.name(), show(key.shape(), given, path.child(key.name())));
            }
        }
        return tree;
    }

    private Object show(Shape shape, Object value, KeyPath path) {
        return switch (shape) {
            case Shape.Leaf leaf -> leaf(value, path);
            case Shape.Items items -> items((Collection<?>) value, items.item(), path);
            case Shape.Table table -> table((Map<?, ?>) value, table.value(), path);
            case Shape.Structure structure -> structure((Record) value, path);
            case Shape.Variants variants -> variant((Record) value, variants, path);
            case Shape.Free free -> free(value, path);
            case Shape.Raw raw -> value;
            case Shape.Named named -> Map.of(((NamedNode) value).name(), ((NamedNode) value).config());
        };
    }

    private Object leaf(Object value, KeyPath path) {
        Object shown = switch (value) {
            case Boolean truth -> truth;
            case Number number -> number;
            case Duration duration -> Durations.format(duration);
            case Enum<?> constant -> Names.of(constant);
            case URI uri -> uri.toString().replaceFirst("//[^/@]*@", "//" + Secret.MASK + "@");
            default -> value.toString();
        };
        return provenance.masks(path, shown.toString()) ? Secret.MASK : shown;
    }

    private List<Object> items(Collection<?> values, Shape item, KeyPath path) {
        List<Object> items = new ArrayList<>();
        values.forEach(value -> items.add(show(item, value, path.item(items.size()))));
        return items;
    }

    private Map<String, Object> table(Map<?, ?> values, Shape shape, KeyPath path) {
        Map<String, Object> table = new LinkedHashMap<>();
        values.forEach((key, value) -> table.put(key.toString(), nullable(shape, value, path.child(key.toString()))));
        return table;
    }

    private @Nullable Object nullable(Shape shape, @Nullable Object value, KeyPath path) {
        return value == null ? null : show(shape, value, path);
    }

    private Map<String, Object> variant(Record value, Shape.Variants shape, KeyPath path) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("type", Names.of(value.getClass(), shape.family()));
        tree.putAll(structure(value, path));
        return tree;
    }

    private Object free(Object value, KeyPath path) {
        return switch (value) {
            case Map<?, ?> map -> table(map, new Shape.Free(), path);
            case List<?> list -> {
                List<@Nullable Object> items = new ArrayList<>();
                list.forEach(item -> items.add(nullable(new Shape.Free(), item, path.item(items.size()))));
                yield items;
            }
            default -> leaf(value, path);
        };
    }

    private Map<String, Object> settled(Map<?, ?> draft) {
        Map<String, Object> tree = new LinkedHashMap<>();
        draft.forEach((key, value) -> tree.put(key.toString(), settledValue(value)));
        return tree;
    }

    /** A raw node that was never bound has all of its values masked: nobody can tell which of them are secret. */
    private @Nullable Object settledValue(@Nullable Object value) {
        return switch (value) {
            case RawNode raw ->
                provenance.boundAt(raw.at()).<Object>map(this::settled).orElseGet(() -> hidden(raw.node()));
            case Map<?, ?> map -> settled(map);
            case List<?> list -> {
                List<@Nullable Object> items = new ArrayList<>();
                list.forEach(item -> items.add(settledValue(item)));
                yield items;
            }
            case null, default -> value;
        };
    }

    private static Object hidden(Yaml node) {
        return switch (node) {
            case Yaml.Scalar scalar -> Secret.MASK;
            case Yaml.Nothing nothing -> Map.of();
            case Yaml.Sequence sequence ->
                sequence.items().stream().map(Masked::hidden).toList();
            case Yaml.Mapping mapping -> {
                Map<String, Object> tree = new LinkedHashMap<>();
                mapping.entries().forEach((key, entry) -> tree.put(key, hidden(entry.value())));
                yield tree;
            }
        };
    }
}
