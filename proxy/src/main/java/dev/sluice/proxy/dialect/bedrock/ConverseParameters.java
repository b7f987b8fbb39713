package dev.sluice.proxy.dialect.bedrock;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.prompt.Parameters;
import dev.sluice.proxy.dialect.Values;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Reads and writes the parameters of a request; a schema is JSON as text here. */
final class ConverseParameters {

    static final String CONFIG = "inferenceConfig";

    private static final String OUTPUT = "outputConfig";
    private static final String SCHEMA = "/outputConfig/textFormat/structure/jsonSchema/schema";
    private static final Obj NOTHING = Json.object().build();

    private ConverseParameters() {}

    static Parameters read(Obj body) {
        Obj config = body.object(CONFIG) == null ? NOTHING : body.object(CONFIG);
        return new Parameters(
                Values.number(config.number("maxTokens"), Num::asInt),
                Values.number(config.number("temperature"), Num::asDouble),
                Values.number(config.number("topP"), Num::asDouble),
                null,
                null,
                Values.texts(config.array("stopSequences")),
                schema(body.at(SCHEMA)));
    }

    /** A schema as it stands in the document: JSON as text. */
    static @Nullable Obj schema(@Nullable Json text) {
        try {
            return text instanceof Str said && Json.parse(Buffer.buffer(said.value())) instanceof Obj schema
                    ? schema
                    : null;
        } catch (JsonSyntaxException e) {
            return null; // The provider will say so; to us it says nothing.
        }
    }

    static Obj write(Obj body, Parameters from, Parameters to) {
        Obj config = body.object(CONFIG) == null ? NOTHING : body.object(CONFIG);
        Obj edited = Values.changed(config, "maxTokens", from.maxOutputTokens(), to.maxOutputTokens());
        edited = Values.changed(edited, "temperature", from.temperature(), to.temperature());
        edited = Values.changed(edited, "topP", from.topP(), to.topP());
        edited = Values.changed(edited, "stopSequences", from.stop(), to.stop());
        Obj configured = edited == config ? body : body.with(CONFIG, edited);
        return from.responseSchema() == to.responseSchema() ? configured : withSchema(configured, to.responseSchema());
    }

    private static Obj withSchema(Obj body, @Nullable Obj schema) {
        Obj output = body.object(OUTPUT) == null ? NOTHING : body.object(OUTPUT);
        return body.with(
                OUTPUT,
                schema == null
                        ? output.without("textFormat")
                        : output.with("textFormat", format(Json.object("schema", schema.toString()))));
    }

    /** The form of an answer that meets a schema. */
    static Obj format(Obj definition) {
        return Json.object("type", "json_schema", "structure", Json.object("jsonSchema", definition));
    }
}
