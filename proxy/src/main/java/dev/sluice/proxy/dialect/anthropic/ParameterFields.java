package dev.sluice.proxy.dialect.anthropic;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Parameters;
import dev.sluice.proxy.dialect.Values;
import org.jspecify.annotations.Nullable;

/** Reads and writes the parameters of a request. The dialect has no word for a seed, nor for several answers. */
final class ParameterFields {

    private static final String CONFIG = "output_config";
    private static final String FORMAT = "output_format"; // As it was called when it was a beta.

    private ParameterFields() {}

    static Parameters read(Obj body) {
        return new Parameters(
                Values.number(body.number("max_tokens"), Num::asInt),
                Values.number(body.number("temperature"), Num::asDouble),
                Values.number(body.number("top_p"), Num::asDouble),
                null,
                null,
                Values.texts(body.array("stop_sequences")),
                schema(body));
    }

    private static @Nullable Obj schema(Obj body) {
        Json schema = body.at("/output_config/format/schema");
        return (schema == null ? body.at("/output_format/schema") : schema) instanceof Obj found ? found : null;
    }

    static Obj write(Obj body, Parameters from, Parameters to) {
        Obj edited = Values.changed(body, "max_tokens", from.maxOutputTokens(), to.maxOutputTokens());
        edited = Values.changed(edited, "temperature", from.temperature(), to.temperature());
        edited = Values.changed(edited, "top_p", from.topP(), to.topP());
        edited = Values.changed(edited, "stop_sequences", from.stop(), to.stop());
        return from.responseSchema() == to.responseSchema() ? edited : writeSchema(edited, to.responseSchema());
    }

    private static Obj writeSchema(Obj body, @Nullable Obj schema) {
        Obj config = body.object(CONFIG);
        if (schema == null) {
            Obj bare = body.without(FORMAT);
            return config == null ? bare : bare.with(CONFIG, config.without("format"));
        }
        Obj format = Json.object("type", "json_schema", "schema", schema);
        if (body.has(FORMAT)) {
            return body.with(FORMAT, format);
        }
        return body.with(CONFIG, (config == null ? Json.object().build() : config).with("format", format));
    }
}
