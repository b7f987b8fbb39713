package dev.sluice.proxy.upstream.sandbox.model;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Member;
import dev.sluice.api.json.Null;
import dev.sluice.api.json.Obj;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a document that meets a JSON Schema: references within it, alternatives, nested objects and arrays, enumerations,
 * bounds and common formats. Patterns and conditions are not looked at.
 *
 * <p>A schema may describe documents without end: from {@link #DEEP} levels on optional things are left out, and at most
 * {@link #MOST} values are made.
 */
final class Sample {

    private static final int DEEP = 5;
    private static final int DEEPEST = 32;
    private static final int MOST = 2_000;
    private static final int MOST_ITEMS = 64;

    private final Rules rules;
    private int left = MOST;

    private Sample(Obj root) {
        this.rules = new Rules(root);
    }

    static Json of(Obj schema) {
        return new Sample(schema).value(schema, "text", 0);
    }

    /** {@code name} is what strings say: that of the member that they stand in. */
    private Json value(@Nullable Json schema, String name, int depth) {
        left--;
        if (left < 0 || depth > DEEPEST || !(schema instanceof Obj written)) {
            return Null.NULL;
        }
        Obj rule = rules.resolve(written, depth >= DEEP);
        Json given = given(rule);
        if (given != null) {
            return given;
        }
        return switch (Rules.type(rule)) {
            case "object" -> object(rule, depth);
            case "array" -> array(rule, name, depth);
            case "integer", "number" -> Scalars.number(rule);
            case "boolean" -> Json.of(true);
            case "null" -> Null.NULL;
            default -> Scalars.text(rule, name);
        };
    }

    /** A value that the schema itself spells out. */
    private static @Nullable Json given(Obj rule) {
        if (rule.has("const") || rule.has("default")) {
            return rule.get(rule.has("const") ? "const" : "default");
        }
        for (String list : List.of("enum", "examples")) {
            Arr values = rule.array(list);
            if (values != null && !values.isEmpty()) {
                return values.get(0);
            }
        }
        return null;
    }

    private Json object(Obj rule, int depth) {
        Obj.Builder object = Json.object();
        List<String> required = Rules.required(rule);
        Obj properties = rule.object("properties");
        for (Member property : properties == null ? List.<Member>of() : properties.members()) {
            if (depth < DEEP || required.contains(property.name())) {
                object.put(property.name(), value(property.value(), property.name(), depth + 1));
            }
        }
        for (String name : required) {
            if (properties == null || !properties.has(name)) {
                object.put(name, value(rule.get("additionalProperties"), name, depth + 1));
            }
        }
        return object.build();
    }

    private Json array(Obj rule, String name, int depth) {
        int least = Rules.integer(rule, "minItems", depth < DEEP ? 1 : 0);
        int count = Math.min(Math.min(Math.max(least, depth < DEEP ? 1 : 0), MOST_ITEMS), most(rule));
        Arr first = rule.array("prefixItems");
        List<Json> items = new ArrayList<>();
        for (int i = 0; i < Math.max(count, first == null ? 0 : first.size()) && left > 0; i++) {
            Json item = first != null && i < first.size() ? first.get(i) : rule.get("items");
            items.add(value(item, name, depth + 1));
        }
        return Json.from(items);
    }

    private static int most(Obj rule) {
        return Rules.integer(rule, "maxItems", MOST_ITEMS);
    }
}
