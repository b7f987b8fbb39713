package dev.sluice.proxy.config.engine;

import dev.sluice.api.config.ConfigException;
import dev.sluice.api.config.ConfigNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file that is not bound yet.
 *
 * @param taken the keys that were bound to something else and removed from {@code node}
 */
record RawNode(Loading loading, Yaml node, KeyPath at, Set<String> taken) implements ConfigNode {

    private static final String TYPE = "type";

    @Override
    public String position() {
        return loading.source().position(node.span());
    }

    @Override
    public String path() {
        return at.text();
    }

    @Override
    public <T extends Record> T bind(Class<T> type) {
        Findings findings = new Findings(loading.source());
        Optional<Object> bound = new Binder(loading, findings).records().bind(RecordShape.of(type), node, at, taken);
        return finish(type, bound, findings);
    }

    @Override
    public <T extends Record> Part<T> take(Class<T> type) {
        RecordShape shape = RecordShape.of(type);
        if (!(node instanceof Yaml.Mapping mapping)) {
            return new Part<>(bindPart(shape, type, Yaml.empty(node.span())), this);
        }
        Set<String> keys = new HashSet<>(shape.names());
        Yaml rest = mapping.without(keys);
        keys.addAll(taken);
        return new Part<>(bindPart(shape, type, mapping), new RawNode(loading, rest, at, keys));
    }

    @Override
    public List<String> unresolvedVariables() {
        return Yaml.scalars(node).stream()
                .map(Yaml.Scalar::text)
                .flatMap(this::unresolved)
                .distinct()
                .toList();
    }

    @Override
    public ConfigNode at(String keys) {
        RawNode here = this;
        for (KeyPath.Step step : KeyPath.steps(keys)) {
            Optional<RawNode> next = here.below(step);
            if (next.isEmpty()) {
                return here;
            }
            here = next.get();
        }
        return here;
    }

    private Optional<RawNode> below(KeyPath.Step step) {
        return switch (step) {
            case KeyPath.Step.Key(String name)
            when node instanceof Yaml.Mapping mapping && isOfType(mapping, name) ->
                Optional.of(new RawNode(loading, mapping.without(Set.of(TYPE)), at, Set.of()));
            case KeyPath.Step.Key(String name)
            when node instanceof Yaml.Mapping mapping ->
                Optional.ofNullable(mapping.entries().get(name))
                        .map(entry -> new RawNode(loading, entry.value(), at.child(name), Set.of()));
            case KeyPath.Step.Item(int index)
            when node instanceof Yaml.Sequence list && index < list.items().size() ->
                Optional.of(new RawNode(loading, list.items().get(index), at.item(index), Set.of()));
            default -> Optional.empty();
        };
    }

    /** {@code {type: file, path: x}} says the same as {@code {file: {path: x}}}. */
    private static boolean isOfType(Yaml.Mapping mapping, String name) {
        Yaml.Entry type = mapping.entries().get(TYPE);
        return type != null
                && type.value() instanceof Yaml.Scalar said
                && said.text().equals(name);
    }

    @Override
    public ConfigException problem(String message, @Nullable String hint) {
        Findings findings = new Findings(loading.source());
        findings.add(node.span(), at, loading.provenance().scrub(message), hint);
        return findings.exception();
    }

    private <T extends Record> T bindPart(RecordShape shape, Class<T> type, Yaml part) {
        Findings findings = new Findings(loading.source());
        Optional<Object> bound = new Binder(loading, findings).records().bindPart(shape, part, at);
        return finish(type, bound, findings);
    }

    private <T extends Record> T finish(Class<T> type, Optional<Object> bound, Findings findings) {
        findings.throwIfAny();
        T value = type.cast(bound.orElseThrow());
        loading.provenance().bound(at, new Masked(loading.provenance()).structure(value, at));
        return value;
    }

    /** Malformed expressions need no variable; they are a problem once the node is bound. */
    private Stream<String> unresolved(String text) {
        try {
            return Interpolation.parse(text).unresolved(loading.environment()).stream();
        } catch (IllegalArgumentException e) {
            return Stream.empty();
        }
    }
}
