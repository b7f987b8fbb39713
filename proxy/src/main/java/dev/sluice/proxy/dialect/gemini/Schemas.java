package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.json.Bool;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.proxy.dialect.Edits;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Schemas in the API's two forms: JSON Schema ({@code parametersJsonSchema}, {@code responseJsonSchema}), and its own older
 * one after OpenAPI 3.0 ({@code parameters}, {@code responseSchema}), whose types are upper case and may be nullable.
 */
final class Schemas {
    private static final String TYPE = "type";

    private Schemas() {}

    /** What a function takes, as JSON Schema; null if it says nothing. */
    static @Nullable Obj parameters(Obj function) {
        Obj schema = Spelling.object(function, "parametersJsonSchema");
        Obj own = Spelling.object(function, "parameters");
        return schema != null || own == null ? schema : standard(own);
    }

    /** What an answer must meet, as JSON Schema; null if nothing is said. */
    static @Nullable Obj response(@Nullable Obj generation) {
        Obj schema = Spelling.object(generation, "responseJsonSchema");
        Obj own = Spelling.object(generation, "responseSchema");
        return schema != null || own == null ? schema : standard(own);
    }

    /** The same in JSON Schema; what it does not need is left out. */
    static Obj standard(Obj own) {
        Obj schema = Spelling.normal(own).without("propertyOrdering").without("nullable");
        Obj edited = Edits.members(schema, (name, value) -> switch (name) {
            case TYPE -> value instanceof Str type ? type(type, own) : value;
            case "items", "additionalProperties" -> Edits.object(value, Schemas::standard);
            case "anyOf" -> Edits.eachObject(value, Schemas::standard);
            case "properties" ->
                Edits.object(
                        value, all -> Edits.members(all, (property, inner) -> Edits.object(inner, Schemas::standard)));
            case "minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties" -> unquoted(value);
            default -> value;
        });
        return edited;
    }

    private static Json type(Str type, Obj own) {
        Json lower = Json.of(type.value().toLowerCase(Locale.ROOT));
        return own.get("nullable") == Bool.TRUE ? Json.array(lower, "null") : lower;
    }

    /** Whole numbers of 64 bits stand in quotes in the JSON form of protocol buffers. */
    private static Json unquoted(Json value) {
        Num number = Spelling.number(Json.object("n", value), "n");
        return number == null ? value : number;
    }
}
