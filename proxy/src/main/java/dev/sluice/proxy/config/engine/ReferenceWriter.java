package dev.sluice.proxy.config.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the reference of config records in Markdown: a table for each record; the same records, the same text. */
public final class ReferenceWriter {

    private final Map<Class<?>, String> names = new LinkedHashMap<>();
    private final Deque<Class<? extends Record>> pending = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();

    private ReferenceWriter() {}

    /** The reference of a file that is bound to {@code root}, then of each of the {@code named} nodes' configs. */
    public static String write(Class<? extends Record> root, NamedTypes named) {
        ReferenceWriter writer = new ReferenceWriter();
        writer.section("The file", RecordShape.docOf(root), RecordShape.of(root).keys());
        writer.drain();
        named.byName().keySet().forEach(name -> {
            writer.section("`" + name + "`", named.doc(name), named.keys(name));
            writer.drain();
        });
        return writer.text.toString().stripTrailing() + "\n";
    }

    private void drain() {
        while (!pending.isEmpty()) {
            Class<? extends Record> type = pending.remove();
            RecordShape shape = RecordShape.of(type);
            section(name(type), shape.doc(), shape.keys());
            shape.shorthand()
                    .ifPresent(key -> text.append("The value of `" + key.name() + "` may stand for the whole.\n\n"));
        }
    }

    private void section(String title, String doc, List<RecordShape.Key> keys) {
        text.append("## ").append(title).append("\n\n").append(doc.isEmpty() ? "" : doc + "\n\n");
        if (keys.isEmpty()) {
            text.append("It has no keys.\n\n");
            return;
        }
        text.append("| key | type | default | meaning |\n| --- | --- | --- | --- |\n");
        keys.forEach(this::row);
        text.append("\n");
    }

    private void row(RecordShape.Key key) {
        String range = key.range().equals(RecordShape.Range.ANY) ? "" : ", " + key.range();
        String meaning = key.doc().replace("|", "\\|").replace("\n", " ");
        text.append(
                "| `%s` | %s%s | %s | %s |\n".formatted(key.name(), type(key.shape()), range, fallback(key), meaning));
    }

    private static String fallback(RecordShape.Key key) {
        return key.fallback().map(given -> "`" + given + "`").orElse(key.required() ? "required" : "none");
    }

    private String type(Shape shape) {
        return switch (shape) {
            case Shape.Leaf leaf -> leaf(leaf.type());
            case Shape.Items items -> (items.distinct() ? "set of " : "list of ") + type(items.item());
            case Shape.Table table -> "map of " + type(table.value());
            case Shape.Structure structure -> link(structure.type());
            case Shape.Variants variants ->
                variants.byName().entrySet().stream()
                        .map(variant -> "`" + variant.getKey() + "`: " + link(variant.getValue()))
                        .collect(Collectors.joining(" or "));
            case Shape.Free free -> "any";
            case Shape.Raw raw -> raw.bound().map(this::link).orElse("any");
            case Shape.Named anyName -> "name, or name with its config";
        };
    }

    private static String leaf(ScalarType type) {
        return type.choices().isEmpty()
                ? type.name()
                : type.choices().stream().map(choice -> "`" + choice + "`").collect(Collectors.joining(" or "));
    }

    private String name(Class<?> type) {
        String known = names.get(type);
        String name = known == null ? Names.unique(type, names.values()) : known;
        names.put(type, name);
        return name;
    }

    private String link(Class<? extends Record> type) {
        if (!names.containsKey(type)) {
            pending.add(type);
        }
        String name = name(type);
        return "[" + name + "](#" + name + ")";
    }
}
