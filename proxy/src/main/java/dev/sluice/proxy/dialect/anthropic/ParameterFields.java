package dev.sluice.proxy.dialect.anthropic;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.prompt.Parameters;
import dev.sluice.proxy.dialect.Texts;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads and writes the parameters of a request. The dialect has no word for a seed, nor for several answers. */
final class ParameterFields {

    private static final String CONFIG = "output_config";
    private static final String FORMAT = "output_format"; // As it was called when it was a beta.

    private ParameterFields() {}

    static Parameters read(Obj body) {
        return new Parameters(
                number(body, "max_tokens", Num::asInt),
                number(body, "temperature", Num::asDouble),
                number(body, "top_p", Num::asDouble),
                null,
                null,
                strings(body, "stop_sequences").toList(),
                schema(body));
    }

    private static @Nullable Obj schema(Obj body) {
        Json schema = body.at("/output_config/format/schema");
        return (schema == null ? body.at("/output_format/schema") : schema) instanceof Obj found ? found : null;
    }

    static Obj write(Obj body, Parameters from, Parameters to) {
        Obj edited = changed(body, "max_tokens", from.maxOutputTokens(), to.maxOutputTokens());
        edited = changed(edited, "temperature", from.temperature(), to.temperature());
        edited = changed(edited, "top_p", from.topP(), to.topP());
        edited = changed(edited, "stop_sequences", list(from.stop()), list(to.stop()));
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

    private static Obj changed(Obj body, String name, @Nullable Object from, @Nullable Object to) {
        if (Objects.equals(from, to)) {
            return body;
        }
        return to == null ? body.without(name) : body.with(name, Json.from(to));
    }

    private static @Nullable List<String> list(List<String> stop) {
        return stop.isEmpty() ? null : stop;
    }

    private static Stream<String> strings(Obj body, String name) {
        Arr texts = body.array(name);
        return texts == null
                ? Stream.empty()
                : texts.stream().filter(Str.class::isInstance).map(Texts::string);
    }

    private static <T> @Nullable T number(Obj body, String name, Function<Num, T> as) {
        try {
            Num number = body.number(name);
            return number == null ? null : as.apply(number);
        } catch (ArithmeticException e) {
            return null; // Out of range: the provider will say so; to us it says nothing.
        }
    }
}
