package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Parameters;
import dev.sluice.proxy.dialect.Values;
import org.jspecify.annotations.Nullable;

/** Reads and writes the parameters of {@code generationConfig}. */
final class Generation {
    static final String CONFIG = "generationConfig";
    static final String SCHEMA = "responseJsonSchema";
    static final String MEDIA_TYPE = "responseMimeType";
    static final String JSON = "application/json";

    private Generation() {}

    static Parameters read(Obj body) {
        Obj config = Spelling.object(body, CONFIG);
        return new Parameters(
                Values.number(Spelling.number(config, "maxOutputTokens"), Num::asInt),
                Values.number(Spelling.number(config, "temperature"), Num::asDouble),
                Values.number(Spelling.number(config, "topP"), Num::asDouble),
                Values.number(Spelling.number(config, "candidateCount"), Num::asInt),
                Values.number(Spelling.number(config, "seed"), Num::asLong),
                Values.texts(Spelling.get(config, "stopSequences")),
                Schemas.response(config));
    }

    static Obj write(Obj body, Parameters from, Parameters to) {
        String name = Spelling.in(body, CONFIG);
        Obj known = body.object(name);
        Obj config = known == null ? Json.object().build() : known;
        Obj edited = Values.changed(
                config, Spelling.in(config, "maxOutputTokens"), from.maxOutputTokens(), to.maxOutputTokens());
        edited = Values.changed(edited, Spelling.in(edited, "temperature"), from.temperature(), to.temperature());
        edited = Values.changed(edited, Spelling.in(edited, "topP"), from.topP(), to.topP());
        edited = Values.changed(edited, Spelling.in(edited, "candidateCount"), from.choices(), to.choices());
        edited = Values.changed(edited, Spelling.in(edited, "seed"), from.seed(), to.seed());
        edited = Values.changed(edited, Spelling.in(edited, "stopSequences"), from.stop(), to.stop());
        edited = schema(edited, from.responseSchema(), to.responseSchema());
        return edited == config ? body : body.with(name, edited);
    }

    private static Obj schema(Obj config, @Nullable Obj from, @Nullable Obj to) {
        if (from == to || (from != null && to != null && Json.sameValue(from, to))) {
            return config;
        }
        Obj bare = config.without(Spelling.in(config, SCHEMA)).without(Spelling.in(config, "responseSchema"));
        return to == null
                ? bare
                : bare.with(Spelling.in(bare, MEDIA_TYPE), JSON).with(SCHEMA, to);
    }
}
