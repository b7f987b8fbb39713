package dev.sluice.plugins.validate.schema;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Bool;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Member;
import dev.sluice.api.json.Null;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a part of a schema says of a value before the value is over: of which types it may be, and which names an object may have.
 * What it cannot tell it allows: combinations ({@code anyOf} and the like) and references to addresses.
 *
 * @param document the whole schema, which references are resolved in
 * @param schema this part of it
 */
public record Subschema(Json document, Json schema) {

    private static final int MAX_REFERENCES = 16;

    /** The types of values. */
    public enum Kind {
        /** In braces. */
        OBJECT,
        /** In brackets. */
        ARRAY,
        /** In quotes. */
        STRING,
        /** Of either sort: the beginning of a number does not say whether it is whole. */
        NUMBER,
        /** True or false. */
        BOOLEAN,
        /** Null. */
        NULL;

        /**
         * The type of a scalar by its first character.
         *
         * @param c one that begins a number or a word
         * @return its type
         */
        public static Kind of(char c) {
            return switch (c) {
                case 't', 'f' -> BOOLEAN;
                case 'n' -> NULL;
                default -> NUMBER;
            };
        }

        /**
         * The type's name.
         *
         * @return as schemas have it
         */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static Kind of(Json value) {
            return switch (value) {
                case Obj object -> OBJECT;
                case Arr array -> ARRAY;
                case Str string -> STRING;
                case Num number -> NUMBER;
                case Bool bool -> BOOLEAN;
                case Null nothing -> NULL;
            };
        }

        private static Set<Kind> named(Json type) {
            String name = type instanceof Str text ? text.value() : "";
            return Stream.of(values())
                    .filter(kind -> kind.word().equals(name.equals("integer") ? "number" : name))
                    .collect(Collectors.toSet());
        }
    }

    /**
     * A whole schema.
     *
     * @param document an object or a boolean, as {@link JsonSchema} takes it
     * @return it; one that allows everything if parts of it have addresses of their own, which references may mean
     */
    public static Subschema of(Json document) {
        boolean plain =
                !(document instanceof Obj object) || object.members().stream().noneMatch(Subschema::isAddressed);
        return new Subschema(document, plain ? document : Bool.TRUE);
    }

    /**
     * Whether a value may be of a type.
     *
     * @param kind the type that it begins as
     * @return false if nothing of that type can be right
     */
    public boolean allows(Kind kind) {
        return kinds().contains(kind);
    }

    /**
     * The types that a value may be of.
     *
     * @return for messages
     */
    public String expected() {
        Set<Kind> kinds = kinds();
        return kinds.isEmpty() ? "nothing" : kinds.stream().map(Kind::word).collect(Collectors.joining(" or "));
    }

    /**
     * Whether an object may have a property.
     *
     * @param name the property's
     * @return false if no object with it can be right
     */
    public boolean allowsName(String name) {
        return property(name).schema != Bool.FALSE;
    }

    /**
     * What is said of a property.
     *
     * @param name the property's
     * @return of its value
     */
    public Subschema property(String name) {
        Obj object = resolved() instanceof Obj found ? found : null;
        Obj properties = object == null ? null : object.object("properties");
        Json own = properties == null ? null : properties.get(name);
        if (own != null) {
            return part(own);
        }
        return part(object == null || object.has("patternProperties") ? null : object.get("additionalProperties"));
    }

    /**
     * What is said of an item.
     *
     * @param index from 0
     * @return of that item
     */
    public Subschema item(int index) {
        if (!(resolved() instanceof Obj object) || object.has("prefixItems")) {
            return part(null);
        }
        Json items = object.get("items");
        return part(items instanceof Arr ? null : items);
    }

    private Subschema part(@Nullable Json part) {
        return new Subschema(document, part == null ? Bool.TRUE : part);
    }

    private Set<Kind> kinds() {
        Json resolved = resolved();
        if (resolved == Bool.FALSE) {
            return EnumSet.noneOf(Kind.class);
        }
        Set<Kind> kinds = EnumSet.allOf(Kind.class);
        if (resolved instanceof Obj object) {
            switch (object.get("type")) {
                case Str type -> kinds.retainAll(Kind.named(type));
                case Arr types ->
                    kinds.retainAll(types.stream()
                            .flatMap(type -> Kind.named(type).stream())
                            .collect(Collectors.toSet()));
                case null, default -> {}
            }
            List<Json> values = object.has("const")
                    ? List.of(Objects.requireNonNull(object.get("const")))
                    : object.get("enum") instanceof Arr listed ? listed.stream().toList() : List.of();
            if (!values.isEmpty()) {
                kinds.retainAll(values.stream().map(Kind::of).collect(Collectors.toSet()));
            }
        }
        return kinds;
    }

    /** What this is, or refers to; beside a reference nothing is looked at. */
    private Json resolved() {
        Json at = schema;
        for (int i = 0; i < MAX_REFERENCES && at instanceof Obj object; i++) {
            String reference = object.text("$ref");
            if (reference == null) {
                return object.has("$dynamicRef") ? Bool.TRUE : object;
            }
            boolean known = reference.equals("#") || reference.startsWith("#/");
            Json found = known && reference.indexOf('%') < 0 ? document.at(reference.substring(1)) : null;
            at = found == null ? Bool.TRUE : found;
        }
        return at instanceof Obj ? Bool.TRUE : at;
    }

    private static boolean isAddressed(Member member) {
        return switch (member.value()) {
            case Obj object -> object.has("$id") || object.members().stream().anyMatch(Subschema::isAddressed);
            case Arr array ->
                array.stream()
                        .anyMatch(item -> item instanceof Obj object
                                && (object.has("$id")
                                        || object.members().stream().anyMatch(Subschema::isAddressed)));
            default -> false;
        };
    }
}
