package dev.sluice.proxy.dialect;

import dev.sluice.api.json.Json;
import dev.sluice.api.prompt.Role;
import dev.sluice.api.prompt.TextKind;
import dev.sluice.api.prompt.TextMapper;

/** What the JSON Schema of a tool's arguments tells the model in words: descriptions, and the values that it names. */
public final class SchemaTexts {

    private SchemaTexts() {}

    /**
     * Runs them through a mapper, in the order of the document.
     *
     * @param schema any value; what is no object has no such words
     * @param mapper sees each as {@link TextKind#TOOL_DESCRIPTION}
     * @return the same value if nothing changed
     */
    public static Json map(Json schema, TextMapper mapper) {
        return Edits.object(
                schema,
                object -> Edits.members(object, (name, value) -> switch (name) {
                    case "description", "title", "$comment" -> words(value, mapper);
                    case "enum", "const", "default", "example", "examples" -> values(value, mapper);
                    // The names in these are the application's own: one may well be called "description".
                    case "properties", "patternProperties", "$defs", "definitions", "dependentSchemas" ->
                        named(value, mapper);
                    default -> Edits.each(map(value, mapper), each -> map(each, mapper));
                }));
    }

    private static Json named(Json schemas, TextMapper mapper) {
        return Edits.object(schemas, all -> Edits.members(all, (name, schema) -> map(schema, mapper)));
    }

    /** Strings at any depth. */
    private static Json values(Json value, TextMapper mapper) {
        Json inner = Edits.object(value, all -> Edits.members(all, (name, each) -> values(each, mapper)));
        return words(Edits.each(inner, each -> values(each, mapper)), mapper);
    }

    private static Json words(Json value, TextMapper mapper) {
        return Edits.text(value, text -> mapper.map(Role.SYSTEM, TextKind.TOOL_DESCRIPTION, text));
    }
}
