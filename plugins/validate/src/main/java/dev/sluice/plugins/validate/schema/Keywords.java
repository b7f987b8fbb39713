package dev.sluice.plugins.validate.schema;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Member;
import dev.sluice.api.json.Obj;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Which keywords of a schema hold schemas, in both drafts. */
final class Keywords {

    private static final Set<String> ONE_IN_PLACE = Set.of("not", "if", "then", "else");
    private static final Set<String> LIST_IN_PLACE = Set.of("allOf", "anyOf", "oneOf");
    private static final Set<String> MAP_IN_PLACE = Set.of("dependentSchemas", "dependencies");
    private static final Set<String> ONE = Set.of(
            "items",
            "additionalItems",
            "additionalProperties",
            "unevaluatedItems",
            "unevaluatedProperties",
            "contains",
            "propertyNames",
            "contentSchema");
    private static final Set<String> LIST = Set.of("items", "prefixItems");
    private static final Set<String> MAP = Set.of("properties", "patternProperties", "$defs", "definitions");

    private Keywords() {}

    /**
     * A schema within a schema.
     *
     * @param steps what leads there from the one that it is in, as a JSON pointer
     * @param schema it
     */
    record Part(String steps, Obj schema) {}

    /** All schemas right below one. */
    static List<Part> parts(Obj schema) {
        List<Part> parts = new ArrayList<>();
        for (Member member : schema) {
            String name = member.name();
            add(parts, member, ONE.contains(name) || ONE_IN_PLACE.contains(name), isListed(name), isMapped(name));
        }
        return parts;
    }

    /** Those that look at the very value that the schema itself looks at, and not at a part of it. */
    static List<Part> inPlace(Obj schema) {
        Predicate<String> applies = name -> schema.has("if") || !(name.equals("then") || name.equals("else"));
        List<Part> parts = new ArrayList<>();
        for (Member member : schema) {
            String name = member.name();
            boolean one = ONE_IN_PLACE.contains(name) && applies.test(name);
            add(parts, member, one, LIST_IN_PLACE.contains(name), MAP_IN_PLACE.contains(name));
        }
        return parts;
    }

    /** A step of a JSON pointer. */
    static String step(String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }

    private static boolean isListed(String name) {
        return LIST.contains(name) || LIST_IN_PLACE.contains(name);
    }

    private static boolean isMapped(String name) {
        return MAP.contains(name) || MAP_IN_PLACE.contains(name);
    }

    private static void add(List<Part> parts, Member member, boolean one, boolean list, boolean map) {
        String steps = step(member.name());
        if (map && member.value() instanceof Obj all) {
            all.forEach(part -> put(parts, steps + step(part.name()), part.value()));
        } else if (list && member.value() instanceof Arr all) {
            for (int i = 0; i < all.size(); i++) {
                put(parts, steps + "/" + i, all.get(i));
            }
        } else if (one) {
            put(parts, steps, member.value());
        }
    }

    private static void put(List<Part> parts, String steps, Json value) {
        if (value instanceof Obj schema) {
            parts.add(new Part(steps, schema));
        }
    }
}
