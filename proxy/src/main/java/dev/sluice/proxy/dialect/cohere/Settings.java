package dev.sluice.proxy.dialect.cohere;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Parameters;
import dev.sluice.proxy.dialect.Values;
import org.jspecify.annotations.Nullable;

/** Reads and writes the parameters. */
final class Settings {
    static final String STOP = "stop_sequences";
    static final String FORMAT = "response_format";
    static final String SCHEMA = "json_schema";
    static final String JSON = "json_object";

    private Settings() {}

    static Parameters read(Obj body) {
        return new Parameters(
                Values.number(body.number("max_tokens"), Num::asInt),
                Values.number(body.number("temperature"), Num::asDouble),
                Values.number(body.number("p"), Num::asDouble),
                null,
                Values.number(body.number("seed"), Num::asLong),
                Values.texts(body.array(STOP)),
                schema(body.object(FORMAT)));
    }

    /** The schema of a format; {@code schema} is its older name. */
    static @Nullable Obj schema(@Nullable Obj format) {
        if (format == null) {
            return null;
        }
        return format.object(SCHEMA) == null ? format.object("schema") : format.object(SCHEMA);
    }

    static Obj write(Obj body, Parameters from, Parameters to) {
        Obj edited = Values.changed(body, "max_tokens", from.maxOutputTokens(), to.maxOutputTokens());
        edited = Values.changed(edited, "temperature", from.temperature(), to.temperature());
        edited = Values.changed(edited, "p", from.topP(), to.topP());
        edited = Values.changed(edited, "seed", from.seed(), to.seed());
        edited = Values.changed(edited, STOP, from.stop(), to.stop());
        if (from.responseSchema() == to.responseSchema()) {
            return edited;
        }
        return to.responseSchema() == null
                ? edited.without(FORMAT)
                : edited.with(FORMAT, Json.object("type", JSON, SCHEMA, to.responseSchema()));
    }
}
