package dev.sluice.proxy.config.engine;

import io.vertx.core.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes the JSON Schema (draft 2020-12) of config records, from which editors complete and check; the same records, the same text. */
public final class SchemaWriter {

    /** Any value may be given by a variable instead. */
    private static final String EXPRESSION = "\\$\\{";

    /** A name, or a name with what belongs to it. */
    private static final Map<String, Object> NAMED = ordered(
            "anyOf",
            List.of(ordered("type", "string"), ordered("type", "object", "minProperties", 1, "maxProperties", 1)));

    private final NamedTypes named;
    private final Map<Class<?>, String> names = new LinkedHashMap<>();
    private final Map<String, Object> definitions = new TreeMap<>();

    private SchemaWriter(NamedTypes named) {
        this.named = named;
    }

    /** The schema of a file that is bound to {@code root} and whose named nodes are {@code named}. */
    public static String write(Class<? extends Record> root, NamedTypes named) {
        SchemaWriter writer = new SchemaWriter(named);
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.putAll(
                writer.object(RecordShape.docOf(root), RecordShape.of(root).keys()));
        schema.put("$defs", writer.definitions);
        return Json.encodePrettily(schema) + "\n";
    }

    private Map<String, Object> object(String doc, List<RecordShape.Key> keys) {
        Map<String, Object> properties = new LinkedHashMap<>();
        keys.forEach(key -> properties.put(key.name(), property(key)));
        List<String> required = keys.stream()
                .filter(RecordShape.Key::required)
                .map(RecordShape.Key::name)
                .toList();
        Map<String, Object> schema = described("object", doc);
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    private Map<String, Object> property(RecordShape.Key key) {
        Map<String, Object> schema = new LinkedHashMap<>();
        if (!key.doc().isEmpty()) {
            schema.put("description", key.doc());
        }
        schema.putAll(
                switch (key.shape()) {
                    case Shape.Leaf leaf -> leaf(leaf.type(), key.range());
                    case Shape.Named anyName ->
                        NAMED; // Only chains, which are lists, are of names that are known here.
                    default -> schema(key.shape());
                });
        key.fallback().ifPresent(text -> schema.put("default", Defaults.json(key)));
        return schema;
    }

    private Map<String, Object> schema(Shape shape) {
        return switch (shape) {
            case Shape.Leaf leaf -> leaf(leaf.type(), RecordShape.Range.ANY);
            case Shape.Items items -> items(items);
            case Shape.Table table -> ordered("type", "object", "additionalProperties", schema(table.value()));
            case Shape.Structure structure -> reference(structure.type());
            case Shape.Variants variants -> variants(variants);
            case Shape.Free free -> Map.of();
            case Shape.Raw raw -> raw.bound().map(this::reference).orElse(Map.of());
            case Shape.Named anyName -> named();
        };
    }

    private Map<String, Object> items(Shape.Items items) {
        Map<String, Object> schema = ordered("type", "array", "items", schema(items.item()));
        if (items.distinct()) {
            schema.put("uniqueItems", true);
        }
        return items.item() instanceof Shape.Leaf ? ordered("anyOf", List.of(schema, schema(items.item()))) : schema;
    }

    private static Map<String, Object> leaf(ScalarType type, RecordShape.Range range) {
        Map<String, Object> expression = ordered("type", "string", "pattern", EXPRESSION);
        if (!type.choices().isEmpty()) {
            return ordered("anyOf", List.of(ordered("enum", type.choices()), expression));
        } else if (type.pattern() != null) {
            return ordered("type", "string", "pattern", "^(" + type.pattern() + ")$|" + EXPRESSION);
        } else if (type.json().equals("string")) {
            return ordered("type", "string");
        }
        Map<String, Object> literal = ordered("type", type.json());
        range.min().ifPresent(least -> literal.put("minimum", RecordShape.Range.json(least)));
        range.max().ifPresent(most -> literal.put("maximum", RecordShape.Range.json(most)));
        return ordered("anyOf", List.of(literal, expression));
    }

    /** Records may contain themselves, so each is defined once and referred to. */
    private Map<String, Object> reference(Class<? extends Record> type) {
        if (!names.containsKey(type)) {
            String name = Names.unique(type, names.values());
            names.put(type, name);
            definitions.put(name, structure(RecordShape.of(type)));
        }
        return ordered("$ref", "#/$defs/" + names.get(type));
    }

    private Map<String, Object> structure(RecordShape shape) {
        Map<String, Object> object = object(shape.doc(), shape.keys());
        return shape.shorthand()
                .map(key -> ordered("anyOf", List.of(property(key), object)))
                .orElse(object);
    }

    private Map<String, Object> variants(Shape.Variants variants) {
        List<Object> forms = new ArrayList<>();
        variants.byName().forEach((name, type) -> {
            RecordShape shape = RecordShape.of(type);
            if (shape.keys().stream().noneMatch(RecordShape.Key::required)) {
                forms.add(ordered("const", name));
            }
            forms.add(single(Map.of(name, reference(type))));
            forms.add(tagged(name, shape));
        });
        return ordered("anyOf", forms);
    }

    /** The form of a variant that has its name under {@code type}. */
    @SuppressWarnings("unchecked")
    private Map<String, Object> tagged(String name, RecordShape shape) {
        Map<String, Object> object = object(shape.doc(), shape.keys());
        Map<String, Object> properties = ordered("type", ordered("const", name));
        properties.putAll((Map<String, Object>) object.get("properties"));
        List<String> required = new ArrayList<>(List.of("type"));
        shape.keys().stream()
                .filter(RecordShape.Key::required)
                .map(RecordShape.Key::name)
                .forEach(required::add);
        object.put("properties", properties);
        object.put("required", required);
        return object;
    }

    private Map<String, Object> named() {
        if (named.byName().isEmpty()) {
            return NAMED;
        }
        Map<String, Object> configs = new LinkedHashMap<>();
        named.byName().keySet().forEach(name -> configs.put(name, ordered("$ref", "#/$defs/" + config(name))));
        return ordered(
                "anyOf", List.of(ordered("enum", List.copyOf(named.byName().keySet())), single(configs)));
    }

    private String config(String name) {
        String definition = "named:" + name;
        if (!definitions.containsKey(definition)) {
            definitions.put(definition, Map.of());
            definitions.put(definition, object(named.doc(name), named.keys(name)));
        }
        return definition;
    }

    private static Map<String, Object> single(Map<String, Object> properties) {
        Map<String, Object> schema = ordered("type", "object", "properties", properties);
        schema.putAll(ordered("minProperties", 1, "maxProperties", 1, "additionalProperties", false));
        return schema;
    }

    private static Map<String, Object> described(String type, String doc) {
        return doc.isEmpty() ? ordered("type", type) : ordered("description", doc, "type", type);
    }

    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
