package dev.sluice.proxy.config.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes records of maps: fills in what is left out, refuses unknown keys, and reports what the record itself refuses. */
final class RecordBinder {

    /** A bound component, which may rightly be null. */
    private record Filled(@Nullable Object value) {}

    private final Binder binder;
    private final Loading loading;
    private final Findings findings;

    RecordBinder(Binder binder, Loading loading, Findings findings) {
        this.binder = binder;
        this.loading = loading;
        this.findings = findings;
    }

    /** Makes a record of a map that has its keys and no others. */
    Optional<Object> bind(RecordShape shape, Yaml node, KeyPath path) {
        return bind(shape, node, path, Set.of());
    }

    /** Makes a record of a map from which the keys {@code taken} were removed, which a misspelt key may have meant. */
    Optional<Object> bind(RecordShape shape, Yaml node, KeyPath path, Set<String> taken) {
        return mapping(shape, node, path).flatMap(mapping -> {
            refuseUnknown(shape, mapping, path, taken);
            return fill(shape, mapping, path);
        });
    }

    /** Makes a record of some of the keys of a map. */
    Optional<Object> bindPart(RecordShape shape, Yaml node, KeyPath path) {
        return mapping(shape, node, path).flatMap(mapping -> fill(shape, mapping, path));
    }

    private Optional<Yaml.Mapping> mapping(RecordShape shape, Yaml node, KeyPath path) {
        return switch (node) {
            case Yaml.Mapping mapping -> Optional.of(mapping);
            case Yaml.Nothing nothing -> Optional.of(Yaml.empty(nothing.span()));
            case Yaml value
            when shape.shorthand().isPresent() -> {
                Yaml.Entry entry = new Yaml.Entry(value.span(), value);
                yield Optional.of(new Yaml.Mapping(
                        value.span(), Map.of(shape.shorthand().get().name(), entry)));
            }
            default -> {
                binder.mismatch("a map", node, path);
                yield Optional.empty();
            }
        };
    }

    private void refuseUnknown(RecordShape shape, Yaml.Mapping mapping, KeyPath path, Set<String> taken) {
        Collection<String> known = new TreeSet<>(shape.names());
        known.addAll(taken);
        mapping.entries().forEach((name, entry) -> {
            if (!shape.names().contains(name)) {
                String message = "unknown key '" + name + "' " + path.place();
                findings.add(entry.key(), path.child(name), message, Suggestion.hint(name, known, "known keys"));
            }
        });
    }

    private Optional<Object> fill(RecordShape shape, Yaml.Mapping mapping, KeyPath path) {
        List<@Nullable Object> values = new ArrayList<>();
        for (RecordShape.Key key : shape.keys()) {
            component(key, mapping, path).ifPresent(filled -> values.add(filled.value()));
        }
        return values.size() == shape.keys().size() ? create(shape, values.toArray(), mapping, path) : Optional.empty();
    }

    private Optional<Filled> component(RecordShape.Key key, Yaml.Mapping mapping, KeyPath path) {
        Yaml.Entry entry = mapping.entries().get(key.name());
        if (entry != null && isGiven(key, entry.value())) {
            KeyPath at = path.child(key.name());
            return binder.bind(key.shape(), entry.value(), at)
                    .filter(value -> isInRange(key, value, entry.value(), at))
                    .map(value -> new Filled(key.wrapped() ? Optional.of(value) : value));
        } else if (key.fallback().isPresent()) {
            return Optional.of(new Filled(Defaults.value(key, loading.environment())));
        } else if (key.required()) {
            missing(key, entry == null ? mapping.span() : entry.key(), path, entry != null);
            return Optional.empty();
        }
        return Optional.of(new Filled(key.absent()));
    }

    /** A key with nothing after it counts as left out, but for a raw node that must be there: that one is empty. */
    private static boolean isGiven(RecordShape.Key key, Yaml value) {
        return !(value instanceof Yaml.Nothing) || (key.shape() instanceof Shape.Raw && key.required());
    }

    private void missing(RecordShape.Key key, Span at, KeyPath path, boolean empty) {
        String message = empty ? "key '" + key.name() + "' has no value " : "missing key '" + key.name() + "' ";
        findings.add(
                at,
                path.child(key.name()),
                message + path.place(),
                key.doc().isEmpty() ? null : key.name() + ": " + key.doc());
    }

    private boolean isInRange(RecordShape.Key key, Object value, Yaml node, KeyPath path) {
        if (!(value instanceof Number number) || key.range().holds(number.doubleValue())) {
            return true;
        }
        boolean literal = node instanceof Yaml.Scalar scalar && !Interpolation.isIn(scalar.text());
        String found = literal ? RecordShape.Range.plain(number.doubleValue()) : "what a variable holds";
        findings.add(
                node.span(),
                path,
                "expected a number " + key.range() + " for " + key.name() + ", found " + found,
                null);
        return false;
    }

    private Optional<Object> create(RecordShape shape, Object[] values, Yaml.Mapping mapping, KeyPath path) {
        try {
            return Optional.of(shape.create(values));
        } catch (IllegalArgumentException e) {
            String said = loading.provenance().scrub(String.valueOf(e.getMessage()));
            findings.add(mapping.span(), path, path.last().isEmpty() ? said : path.last() + ": " + said, null);
            return Optional.empty();
        }
    }
}
