package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Output.Format;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.Fields;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the form of an answer.
 *
 * @param nested whether a schema has an object of its own, as in chat completions
 */
record Formats(boolean nested) {

    private static final String SCHEMA = "json_schema";

    @Nullable Format read(@Nullable Obj format, String path, Losses losses) {
        String type = format == null ? null : format.text("type");
        if (format == null || type == null) {
            return null;
        }
        return switch (type) {
            case "text" -> new Format.Words();
            case "json_object" -> new Format.AnyJson();
            case SCHEMA -> schema(nested ? format.object(SCHEMA) : format, path, losses);
            default -> {
                losses.add(path, "is of a kind that other APIs do not have and was left out");
                yield null;
            }
        };
    }

    private static Format schema(@Nullable Obj format, String path, Losses losses) {
        Obj known = format == null ? Json.object().build() : format;
        Fields fields = Fields.of(known, path, losses).skip("type");
        Obj schema = fields.object("schema");
        Format.Schema read = new Format.Schema(
                fields.textOrEmpty("name"),
                fields.text("description"),
                schema == null ? Json.object().build() : schema,
                fields.truth("strict"));
        fields.rest();
        return read;
    }

    Obj write(Format format) {
        return switch (format) {
            case Format.Words words -> Json.object("type", "text");
            case Format.AnyJson any -> Json.object("type", "json_object");
            case Format.Schema schema -> {
                Obj.Builder written = nested ? Json.object() : Json.object().put("type", SCHEMA);
                written.put("name", schema.name().isEmpty() ? "answer" : schema.name())
                        .putIfPresent("description", schema.description())
                        .put("schema", schema.schema())
                        .putIfPresent("strict", schema.strict());
                yield nested ? Json.object("type", SCHEMA, SCHEMA, written.build()) : written.build();
            }
        };
    }
}
