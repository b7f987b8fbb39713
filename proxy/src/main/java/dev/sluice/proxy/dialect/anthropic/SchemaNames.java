package dev.sluice.proxy.dialect.anthropic;

import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Output.Format.Schema;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.Texts;

/**
 * Reads and writes the schema of an answer. It has no name beside it here, but JSON Schema has words for that within:
 * {@code title} and {@code description}. It is always met.
 */
final class SchemaNames {

    private static final String TITLE = "title";
    private static final String DESCRIPTION = "description";

    private SchemaNames() {}

    static Schema read(Obj schema) {
        Obj bare = schema.text(TITLE) == null ? schema : schema.without(TITLE);
        bare = bare.text(DESCRIPTION) == null ? bare : bare.without(DESCRIPTION);
        return new Schema(Texts.orEmpty(schema.text(TITLE)), schema.text(DESCRIPTION), bare, true);
    }

    static Obj write(Schema format, Losses losses) {
        if (!Boolean.TRUE.equals(format.strict())) {
            losses.mapped("response_format.json_schema.strict", "is always true here");
        }
        Obj schema = named(format.schema(), TITLE, format.name(), losses);
        return named(schema, DESCRIPTION, Texts.orEmpty(format.description()), losses);
    }

    private static Obj named(Obj schema, String field, String value, Losses losses) {
        if (value.isEmpty() || value.equals(schema.text(field))) {
            return schema;
        }
        if (schema.has(field)) {
            losses.mapped("response_format.json_schema." + field, "stands in the schema already, in other words");
            return schema;
        }
        return schema.with(field, Json.of(value));
    }
}
