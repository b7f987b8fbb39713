package dev.sluice.plugins.validate.schema;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a schema must look like before anything is made of it: bounded, and complete in itself. */
final class SchemaShape {

    private static final int MAX_BYTES = 256 << 10;
    private static final int MAX_DEPTH = 64;
    private static final String DRAFT_7 = "http://json-schema.org/draft-07/schema";
    private static final String DRAFT_2020_12 = "https://json-schema.org/draft/2020-12/schema";

    private static final URI NOWHERE = URI.create("");

    private final Set<String> known;
    private final Set<String> references = new HashSet<>();

    private SchemaShape(Set<String> others) {
        known = new HashSet<>(others);
        known.add(DRAFT_7);
        known.add(DRAFT_2020_12);
    }

    static void check(Json schema, Set<String> others) {
        int bytes = schema.toBuffer().length();
        if (bytes > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "expected a JSON Schema of at most " + MAX_BYTES + " bytes, found " + bytes);
        }
        SchemaShape shape = new SchemaShape(others);
        shape.walk(schema, NOWHERE, 0);
        shape.references.forEach(shape::requireKnown);
    }

    private void walk(Json value, URI base, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException(
                    "expected a JSON Schema of at most " + MAX_DEPTH + " levels, found more");
        }
        switch (value) {
            case Obj object -> {
                URI here = resolve(base, object.text("$id"));
                known.add(withoutFragment(here.toString()));
                note(object.text("$ref"), here);
                note(object.text("$dynamicRef"), here);
                object.forEach(member -> walk(member.value(), here, depth + 1));
            }
            case Arr array -> array.forEach(item -> walk(item, base, depth + 1));
            default -> {}
        }
    }

    private void note(@Nullable String reference, URI base) {
        if (reference != null && !reference.startsWith("#")) {
            references.add(resolve(base, reference).toString());
        }
    }

    private static URI resolve(URI base, @Nullable String reference) {
        try {
            return reference == null ? base : base.resolve(reference);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("expected addresses in $id and $ref, found something else", e);
        }
    }

    /** A reference with a scheme leads outside, unless something in here has that address. */
    private void requireKnown(String reference) {
        String address = withoutFragment(reference);
        boolean outside = address.contains(":") || address.startsWith("//");
        if (outside && known.stream().noneMatch(id -> withoutFragment(id).equals(address))) {
            throw new IllegalArgumentException("expected a JSON Schema that refers to nothing outside itself, found a"
                    + " reference to another address; copy what it refers to into $defs");
        }
    }

    private static String withoutFragment(String address) {
        int fragment = address.indexOf('#');
        return fragment < 0 ? address : address.substring(0, fragment);
    }
}
