package dev.sluice.proxy.dialect.ollama;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Parameters;
import dev.sluice.proxy.dialect.Values;

/** Reads and writes the parameters: {@code options}, and {@code format} beside them. */
final class Options {
    static final String OPTIONS = "options";
    static final String MAX_TOKENS = "num_predict";
    static final String FORMAT = "format";

    private Options() {}

    static Parameters read(Obj body) {
        Obj said = body.object(OPTIONS);
        Obj options = said == null ? Json.object().build() : said;
        Integer bound = Values.number(options.number(MAX_TOKENS), Num::asInt);
        return new Parameters(
                bound == null || bound < 0 ? null : bound, // Below 0 there is none.
                Values.number(options.number("temperature"), Num::asDouble),
                Values.number(options.number("top_p"), Num::asDouble),
                null,
                Values.number(options.number("seed"), Num::asLong),
                Values.texts(options.get("stop")),
                body.object(FORMAT));
    }

    static Obj write(Obj body, Parameters from, Parameters to) {
        Obj options = body.object(OPTIONS) == null ? Json.object().build() : body.object(OPTIONS);
        Obj edited = Values.changed(options, MAX_TOKENS, from.maxOutputTokens(), to.maxOutputTokens());
        edited = Values.changed(edited, "temperature", from.temperature(), to.temperature());
        edited = Values.changed(edited, "top_p", from.topP(), to.topP());
        edited = Values.changed(edited, "seed", from.seed(), to.seed());
        edited = Values.changed(edited, "stop", from.stop(), to.stop());
        Obj written = edited == options ? body : body.with(OPTIONS, edited);
        return from.responseSchema() == to.responseSchema()
                ? written
                : Values.changed(written, FORMAT, from.responseSchema(), to.responseSchema());
    }
}
