package dev.sluice.plugins.validate.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Member;
import dev.sluice.api.json.Obj;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How often a value, and the parts of it, are checked by a schema and the parts of that. Where a schema refers to a part of it from two places,
 * each level of a value may double that, so a value of a few bytes could take hours; counted, each pair is looked at once.
 */
final class Effort {

    /** Checks for one value: some tenths of a second. */
    static final long MOST = 200_000;

    /** What the name of a property is to a schema for names: no object and no list. */
    private static final JsonNode NAME = MissingNode.getInstance();

    private final Obj document;
    private final IdentityHashMap<Obj, Looks> looks = new IdentityHashMap<>();

    /**
     * Where a part of the schema leads.
     *
     * @param here what looks at the same value
     * @param inside what looks at parts of it
     */
    private record Looks(List<Obj> here, List<Inside> inside) {

        boolean names(String property) {
            return inside.stream()
                    .anyMatch(one ->
                            one.keyword().equals("properties") && one.name().equals(property));
        }
    }

    /** A schema for parts of a value, by its keyword and the name or the index there; empty where there is none. */
    private record Inside(String keyword, String name, Obj schema) {}

    private Effort(Obj document) {
        this.document = document;
    }

    /** Prepares to count; what a schema without references takes is bounded by its size and the value's, and not counted. */
    static Effort of(Json schema, Draft draft) {
        Effort effort =
                new Effort(schema instanceof Obj object ? object : Json.object().build());
        Addresses addresses = new Addresses(effort.document);
        boolean refers = addresses.parts().stream().anyMatch(part -> part.has("$ref") || part.has("$dynamicRef"));
        List<Obj> parts = refers ? addresses.parts() : List.of();
        while (effort.looks.size() < parts.size()) { // Following a reference may find more parts.
            parts.subList(effort.looks.size(), parts.size())
                    .forEach(part -> effort.looks.put(part, looks(part, addresses, draft)));
            parts = addresses.parts();
        }
        return effort;
    }

    /** In draft 7, nothing counts that stands beside a reference. */
    private static Looks looks(Obj part, Addresses addresses, Draft draft) {
        List<Obj> referred = addresses.referred(part);
        if (draft == Draft.DRAFT_7 && part.has("$ref")) {
            return new Looks(referred, List.of());
        }
        Stream<Obj> combined = Keywords.inPlace(part).stream().map(Keywords.Part::schema);
        return new Looks(Stream.concat(referred.stream(), combined).toList(), inside(part));
    }

    private static List<Inside> inside(Obj part) {
        List<Inside> inside = new ArrayList<>();
        for (Member member : part) {
            String keyword = member.name();
            switch (keyword) {
                case "properties", "patternProperties" -> {
                    if (member.value() instanceof Obj all) {
                        all.forEach(one -> add(inside, keyword, one.name(), one.value()));
                    }
                }
                case "prefixItems", "items" -> {
                    if (member.value() instanceof Arr all) {
                        for (int i = 0; i < all.size(); i++) {
                            add(inside, "prefixItems", Integer.toString(i), all.get(i));
                        }
                    } else {
                        add(inside, keyword, "", member.value());
                    }
                }
                case "additionalProperties",
                        "unevaluatedProperties",
                        "propertyNames",
                        "additionalItems",
                        "unevaluatedItems",
                        "contains" -> add(inside, keyword, "", member.value());
                default -> {
                    // Leads nowhere.
                }
            }
        }
        return List.copyOf(inside);
    }

    private static void add(List<Inside> inside, String keyword, String name, Json schema) {
        if (schema instanceof Obj object) {
            inside.add(new Inside(keyword, name, object));
        }
    }

    /** Whether a value takes too much. */
    boolean isTooMuch(JsonNode value) {
        return !looks.isEmpty() && checks(document, value, new IdentityHashMap<>()) > MOST;
    }

    /** A bound from above: a pattern is taken to fit every name, and what is left over to be everything. */
    private long checks(Obj part, JsonNode value, IdentityHashMap<JsonNode, IdentityHashMap<Obj, Long>> counted) {
        Looks found = looks.get(part);
        if (found == null) {
            return 1;
        }
        IdentityHashMap<Obj, Long> ofValue = counted.computeIfAbsent(value, first -> new IdentityHashMap<>());
        Long known = ofValue.get(part);
        if (known != null) {
            return known;
        }
        long checks = 1;
        for (Obj next : found.here()) {
            checks = added(checks, checks(next, value, counted));
        }
        for (Inside inside : found.inside()) {
            checks = added(checks, within(found, inside, value, counted));
        }
        ofValue.put(part, checks);
        return checks;
    }

    private long within(
            Looks found, Inside inside, JsonNode value, IdentityHashMap<JsonNode, IdentityHashMap<Obj, Long>> counted) {
        long checks = 0;
        if (inside.keyword().equals("properties")) {
            JsonNode property = value.get(inside.name());
            return property == null ? 0 : checks(inside.schema(), property, counted);
        }
        if (inside.keyword().equals("prefixItems")) {
            JsonNode item = value.get(Integer.parseInt(inside.name()));
            return item == null ? 0 : checks(inside.schema(), item, counted);
        }
        boolean forItems = inside.keyword().endsWith("tems") || inside.keyword().equals("contains");
        if (forItems != value.isArray() || !value.isContainerNode()) {
            return 0;
        }
        if (forItems) {
            for (JsonNode item : value) {
                checks = added(checks, checks(inside.schema(), item, counted));
            }
            return checks;
        }
        for (Map.Entry<String, JsonNode> property : value.properties()) {
            boolean isListed = inside.keyword().equals("additionalProperties") && found.names(property.getKey());
            JsonNode looked = inside.keyword().equals("propertyNames") ? NAME : property.getValue();
            checks = isListed ? checks : added(checks, checks(inside.schema(), looked, counted));
        }
        return checks;
    }

    /** More than the most is as good as any more. */
    private static long added(long one, long other) {
        return Math.min(MOST + 1, one + other);
    }
}
