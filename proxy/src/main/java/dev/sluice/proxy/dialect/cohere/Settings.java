package dev.sluice.proxy.dialect.cohere;

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

/** Reads and writes the parameters. */
final class Settings {
    static final String STOP = "stop_sequences";
    static final String FORMAT = "response_format";
    static final String SCHEMA = "json_schema";
    static final String JSON = "json_object";

    private Settings() {}

    static Parameters read(Obj body) {
        return new Parameters(
                number(body, "max_tokens", Num::asInt),
                number(body, "temperature", Num::asDouble),
                number(body, "p", Num::asDouble),
                null,
                number(body, "seed", Num::asLong),
                stop(body),
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
        Obj edited = changed(body, "max_tokens", from.maxOutputTokens(), to.maxOutputTokens());
        edited = changed(edited, "temperature", from.temperature(), to.temperature());
        edited = changed(edited, "p", from.topP(), to.topP());
        edited = changed(edited, "seed", from.seed(), to.seed());
        edited = changed(edited, STOP, list(from.stop()), list(to.stop()));
        if (from.responseSchema() == to.responseSchema()) {
            return edited;
        }
        return to.responseSchema() == null
                ? edited.without(FORMAT)
                : edited.with(FORMAT, Json.object("type", JSON, SCHEMA, to.responseSchema()));
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

    private static List<String> stop(Obj body) {
        Arr stop = body.array(STOP);
        return stop == null
                ? List.of()
                : stop.stream()
                        .filter(Str.class::isInstance)
                        .map(text -> ((Str) text).value())
                        .toList();
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
