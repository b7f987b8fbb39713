package dev.sluice.proxy.upstream.sandbox.model;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Member;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the keywords of a JSON Schema.
 *
 * @param root where references start from
 */
record Rules(Obj root) {

    private static final int MOST_HOPS = 16;

    /** What a schema says once its references and alternatives are followed; {@code simple} prefers what has an end. */
    Obj resolve(Obj schema, boolean simple) {
        Obj rule = schema;
        for (int hop = 0; hop < MOST_HOPS; hop++) {
            Obj next = step(rule, simple);
            if (next == null) {
                return rule;
            }
            rule = next;
        }
        return rule;
    }

    private @Nullable Obj step(Obj rule, boolean simple) {
        String reference = rule.text("$ref");
        if (reference != null) {
            return merge(rule.without("$ref"), target(reference));
        }
        Arr all = rule.array("allOf");
        if (all != null) {
            return objects(all).reduce(rule.without("allOf"), Rules::merge);
        }
        for (String choice : List.of("anyOf", "oneOf")) {
            Arr several = rule.array(choice);
            if (several != null) {
                return merge(rule.without(choice), alternative(several, simple));
            }
        }
        return null;
    }

    private Obj target(String reference) {
        boolean isLocal = reference.equals("#") || reference.startsWith("#/");
        return isLocal && root.at(reference.substring(1)) instanceof Obj found
                ? found
                : Json.object().build();
    }

    private static Obj alternative(Arr several, boolean simple) {
        Obj none = Json.object().build();
        Stream<Obj> simplest = objects(several).filter(rule -> !simple || isSimple(rule));
        return simplest.findFirst().orElse(objects(several).findFirst().orElse(none));
    }

    private static boolean isSimple(Obj rule) {
        return !rule.has("$ref") && !type(rule).equals("object");
    }

    /** Both at once: the second's word counts, but objects gather their members and lists their items. */
    private static Obj merge(Obj first, Obj second) {
        Obj merged = first;
        for (Member member : second) {
            merged = merged.with(member.name(), both(merged.get(member.name()), member.value()));
        }
        return merged;
    }

    private static Json both(@Nullable Json first, Json second) {
        if (first instanceof Obj one && second instanceof Obj other) {
            return merge(one, other);
        }
        if (first instanceof Arr one && second instanceof Arr other) {
            return Json.from(Stream.concat(one.stream(), other.stream()).toList());
        }
        return second;
    }

    static String type(Obj rule) {
        return switch (rule.get("type")) {
            case Str type -> type.value();
            case Arr types when !types.isEmpty() && types.get(0) instanceof Str type -> type.value();
            case null, default -> implied(rule);
        };
    }

    private static String implied(Obj rule) {
        if (rule.has("properties") || rule.has("required")) {
            return "object";
        }
        return rule.has("items") || rule.has("prefixItems") ? "array" : "string";
    }

    static List<String> required(Obj rule) {
        Arr names = rule.array("required");
        return names == null
                ? List.of()
                : names.stream()
                        .filter(Str.class::isInstance)
                        .map(name -> ((Str) name).value())
                        .distinct()
                        .toList();
    }

    /** A whole number of at least 0. */
    static int integer(Obj rule, String name, int otherwise) {
        Num number = rule.number(name);
        return number == null ? otherwise : (int) Math.clamp(number.asDouble(), 0, Integer.MAX_VALUE);
    }

    private static Stream<Obj> objects(Arr several) {
        return several.stream().filter(Obj.class::isInstance).map(Obj.class::cast);
    }
}
