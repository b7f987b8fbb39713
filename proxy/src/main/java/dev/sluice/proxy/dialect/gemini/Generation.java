package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.prompt.Parameters;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
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
                number(config, "maxOutputTokens", Num::asInt),
                number(config, "temperature", Num::asDouble),
                number(config, "topP", Num::asDouble),
                number(config, "candidateCount", Num::asInt),
                number(config, "seed", Num::asLong),
                stop(Spelling.get(config, "stopSequences")),
                Schemas.response(config));
    }

    static Obj write(Obj body, Parameters from, Parameters to) {
        String name = Spelling.in(body, CONFIG);
        Obj known = body.object(name);
        Obj config = known == null ? Json.object().build() : known;
        Obj edited = changed(config, "maxOutputTokens", from.maxOutputTokens(), to.maxOutputTokens());
        edited = changed(edited, "temperature", from.temperature(), to.temperature());
        edited = changed(edited, "topP", from.topP(), to.topP());
        edited = changed(edited, "candidateCount", from.choices(), to.choices());
        edited = changed(edited, "seed", from.seed(), to.seed());
        edited = changed(edited, "stopSequences", list(from.stop()), list(to.stop()));
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

    private static Obj changed(Obj config, String name, @Nullable Object from, @Nullable Object to) {
        String known = Spelling.in(config, name);
        if (Objects.equals(from, to)) {
            return config;
        }
        return to == null ? config.without(known) : config.with(known, Json.from(to));
    }

    private static @Nullable List<String> list(List<String> stop) {
        return stop.isEmpty() ? null : stop;
    }

    private static List<String> stop(@Nullable Json value) {
        return switch (value) {
            case Str one -> List.of(one.value());
            case Arr several ->
                several.stream()
                        .filter(Str.class::isInstance)
                        .map(text -> ((Str) text).value())
                        .toList();
            case null, default -> List.of();
        };
    }

    private static <T> @Nullable T number(@Nullable Obj config, String name, Function<Num, T> as) {
        try {
            Num number = Spelling.number(config, name);
            return number == null ? null : as.apply(number);
        } catch (ArithmeticException e) {
            return null; // Out of range: the provider will say so; to us it says nothing.
        }
    }
}
