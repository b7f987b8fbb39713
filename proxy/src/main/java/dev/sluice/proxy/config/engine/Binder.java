package dev.sluice.proxy.config.engine;

import dev.sluice.api.config.ConfigException;
import dev.sluice.api.config.NamedNode;
import dev.sluice.api.config.Nearest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes what a {@link Shape} asks for of a YAML tree.
 *
 * <p>A value that cannot be made is empty, and its problems are in the findings; its neighbours are bound nevertheless.
 */
final class Binder {

    private final Loading loading;
    private final Findings findings;
    private final ScalarBinder scalars;
    private final RecordBinder records;

    Binder(Loading loading, Findings findings) {
        this.loading = loading;
        this.findings = findings;
        this.scalars = new ScalarBinder(loading, findings);
        this.records = new RecordBinder(this, loading, findings);
    }

    RecordBinder records() {
        return records;
    }

    Optional<Object> bind(Shape shape, Yaml node, KeyPath path) {
        return switch (shape) {
            case Shape.Leaf leaf -> leaf(leaf.type(), node, path);
            case Shape.Items items -> items(items, node, path);
            case Shape.Table table -> table(table, node, path);
            case Shape.Structure structure -> records.bind(RecordShape.of(structure.type()), node, path);
            case Shape.Variants variants -> variant(variants, node, path);
            case Shape.Free free -> Optional.ofNullable(free(node, path));
            case Shape.Raw raw -> Optional.of(new RawNode(loading.unobserved(), node, path, Set.of()));
            case Shape.Named named -> named(node, path);
        };
    }

    private Optional<Object> leaf(ScalarType type, Yaml node, KeyPath path) {
        return node instanceof Yaml.Scalar scalar
                ? scalars.bind(type, scalar, path)
                : mismatch("a " + (type.choices().isEmpty() ? type.name() : "single value"), node, path);
    }

    /** A value alone stands for a list of it. */
    private Optional<Object> items(Shape.Items shape, Yaml node, KeyPath path) {
        return switch (node) {
            case Yaml.Sequence sequence -> items(shape, sequence, path);
            case Yaml.Scalar one
            when shape.item() instanceof Shape.Leaf -> items(shape, new Yaml.Sequence(one.span(), List.of(one)), path);
            default -> mismatch("a list", node, path);
        };
    }

    private Optional<Object> items(Shape.Items shape, Yaml.Sequence sequence, KeyPath path) {
        List<Object> items = new ArrayList<>();
        int index = 0;
        for (Yaml item : sequence.items()) {
            bind(shape.item(), item, path.item(index++)).ifPresent(items::add);
        }
        if (shape.distinct() && new LinkedHashSet<>(items).size() < items.size()) {
            findings.add(
                    sequence.span(), path, "expected each value once, found one twice", "remove the repeated value");
            return Optional.empty();
        }
        Object bound = shape.distinct() ? Collections.unmodifiableSet(new LinkedHashSet<>(items)) : List.copyOf(items);
        return items.size() == sequence.items().size() ? Optional.of(bound) : Optional.empty();
    }

    private Optional<Object> table(Shape.Table shape, Yaml node, KeyPath path) {
        if (!(node instanceof Yaml.Mapping mapping)) {
            return mismatch("a map", node, path);
        }
        Map<String, @Nullable Object> bound = new LinkedHashMap<>();
        mapping.entries().forEach((key, entry) -> {
            if (shape.value() instanceof Shape.Free) {
                bound.put(key, free(entry.value(), path.child(key)));
            } else {
                bind(shape.value(), entry.value(), path.child(key)).ifPresent(value -> bound.put(key, value));
            }
        });
        return bound.size() == mapping.entries().size()
                ? Optional.of(Collections.unmodifiableMap(bound))
                : Optional.empty();
    }

    /** Any value; a scalar that cannot be resolved is a problem and stands as null. */
    private @Nullable Object free(Yaml node, KeyPath path) {
        return switch (node) {
            case Yaml.Scalar scalar -> scalars.free(scalar, path).orElse(null);
            case Yaml.Nothing nothing -> null;
            case Yaml.Sequence sequence -> {
                List<@Nullable Object> items = new ArrayList<>();
                sequence.items().forEach(item -> items.add(free(item, path.item(items.size()))));
                yield Collections.unmodifiableList(items);
            }
            case Yaml.Mapping mapping -> {
                Map<String, @Nullable Object> values = new LinkedHashMap<>();
                mapping.entries().forEach((key, entry) -> values.put(key, free(entry.value(), path.child(key))));
                yield Collections.unmodifiableMap(values);
            }
        };
    }

    /** Takes {@code file}, {@code file: {…}} and {@code {type: file, …}}. */
    private Optional<Object> variant(Shape.Variants shape, Yaml node, KeyPath path) {
        return switch (node) {
            case Yaml.Scalar name -> variant(shape, name, Yaml.empty(name.span()), path);
            case Yaml.Mapping mapping
            when mapping.entries().get("type") instanceof Yaml.Entry(Span key, Yaml.Scalar name) ->
                variant(shape, name, mapping.without(Set.of("type")), path);
            case Yaml.Mapping mapping
            when mapping.entries().size() == 1 -> {
                Map.Entry<String, Yaml.Entry> only = mapping.first();
                Yaml.Scalar name = new Yaml.Scalar(only.getValue().key(), only.getKey(), only.getKey());
                yield variant(shape, name, only.getValue().value(), path);
            }
            default ->
                mismatch(
                        "a map with the key 'type', one of "
                                + String.join(", ", shape.byName().keySet()) + ",",
                        node,
                        path);
        };
    }

    private Optional<Object> variant(Shape.Variants shape, Yaml.Scalar name, Yaml body, KeyPath path) {
        Class<? extends Record> type = shape.byName().get(name.text());
        if (type != null) {
            loading.source().show(name.span());
            return records.bind(RecordShape.of(type), body, path);
        }
        String message = "unknown type '" + name.text() + "' " + path.place();
        if (Nearest.to(name.text(), shape.byName().keySet()).isPresent()) {
            loading.source().show(name.span()); // A known word with a slip in it is no secret.
        }
        findings.add(
                name.span(),
                path,
                message,
                Suggestion.hint(name.text(), shape.byName().keySet(), "known types"));
        return Optional.empty();
    }

    private Optional<Object> named(Yaml node, KeyPath path) {
        return switch (node) {
            case Yaml.Scalar name -> named(name.text(), name.span(), new Yaml.Nothing(name.span()), path);
            case Yaml.Mapping mapping
            when mapping.entries().size() == 1 -> {
                Map.Entry<String, Yaml.Entry> only = mapping.first();
                Yaml.Entry entry = only.getValue();
                yield named(only.getKey(), entry.key(), entry.value(), path);
            }
            case Yaml.Mapping mapping -> {
                String found = "expected a name with its config, found a map with "
                        + mapping.entries().size() + " keys";
                String hint = mapping.entries().get("type") instanceof Yaml.Entry(Span key, Yaml.Scalar type)
                        ? "write '" + type.text() + ": { ... }' instead of 'type: " + type.text() + "'"
                        : "indent the config below its name, or begin each name with '- '";
                findings.add(node.span(), path, found, hint);
                yield Optional.empty();
            }
            default -> mismatch("a name, or a name with its config,", node, path);
        };
    }

    private Optional<Object> named(String name, Span at, Yaml config, KeyPath path) {
        loading.source().show(at);
        Yaml item = new Yaml.Mapping(at, Map.of(name, new Yaml.Entry(at, config)));
        NamedNode named = new NamedNode(
                name,
                new RawNode(loading.unobserved(), item, path, Set.of()),
                new RawNode(loading.unobserved(), config, path.child(name), Set.of()));
        try {
            loading.onNamed().accept(named);
        } catch (ConfigException e) {
            findings.addAll(e.problems());
        }
        return Optional.of(named);
    }

    Optional<Object> mismatch(String expected, Yaml node, KeyPath path) {
        findings.add(
                node.span(), path, "expected " + expected + " for " + path.name() + ", found " + node.kind(), null);
        return Optional.empty();
    }
}
