package dev.sluice.proxy.config.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A node of a config file: aliases and merges done, variables not yet looked up. */
sealed interface Yaml {

    Span span();

    /** How a message names what was found. */
    String kind();

    /**
     * A single value.
     *
     * @param value what YAML 1.2 takes {@code text} for: a string, a number or a boolean
     */
    record Scalar(Span span, String text, Object value) implements Yaml {
        @Override
        public String kind() {
            return "a single value";
        }
    }

    record Sequence(Span span, List<Yaml> items) implements Yaml {
        @Override
        public String kind() {
            return "a list";
        }
    }

    record Mapping(Span span, Map<String, Entry> entries) implements Yaml {
        @Override
        public String kind() {
            return "a map";
        }

        Map.Entry<String, Entry> first() {
            return entries.entrySet().iterator().next();
        }

        Mapping without(Set<String> keys) {
            Map<String, Entry> rest = new LinkedHashMap<>(entries);
            rest.keySet().removeAll(keys);
            return new Mapping(span, rest);
        }
    }

    /** A null, or a key with nothing after it. */
    record Nothing(Span span) implements Yaml {
        @Override
        public String kind() {
            return "nothing";
        }
    }

    record Entry(Span key, Yaml value) {}

    static Mapping empty(Span span) {
        return new Mapping(span, Map.of());
    }

    /** Every scalar below {@code node}, in the order of the file. */
    static List<Scalar> scalars(Yaml node) {
        List<Scalar> found = new ArrayList<>();
        switch (node) {
            case Scalar scalar -> found.add(scalar);
            case Sequence sequence -> sequence.items().forEach(item -> found.addAll(scalars(item)));
            case Mapping mapping -> mapping.entries().values().forEach(entry -> found.addAll(scalars(entry.value())));
            case Nothing nothing -> {}
        }
        return found;
    }
}
