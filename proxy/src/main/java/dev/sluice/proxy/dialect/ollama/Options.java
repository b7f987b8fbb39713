package dev.sluice.proxy.dialect.ollama;

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

/** Reads and writes the parameters: {@code options}, and {@code format} beside them. */
final class Options {
    static final String OPTIONS = "options";
    static final String MAX_TOKENS = "num_predict";
    static final String FORMAT = "format";

    private Options() {}

    static Parameters read(Obj body) {
        Obj options = body.object(OPTIONS);
        Integer bound = number(options, MAX_TOKENS, Num::asInt);
        return new Parameters(
                bound == null || bound < 0 ? null : bound, // Below 0 there is none.
                number(options, "temperature", Num::asDouble),
                number(options, "top_p", Num::asDouble),
                null,
                number(options, "seed", Num::asLong),
                stop(options == null ? null : options.get("stop")),
                body.object(FORMAT));
    }

    static Obj write(Obj body, Parameters from, Parameters to) {
        Obj options = body.object(OPTIONS) == null ? Json.object().build() : body.object(OPTIONS);
        Obj edited = changed(options, MAX_TOKENS, from.maxOutputTokens(), to.maxOutputTokens());
        edited = changed(edited, "temperature", from.temperature(), to.temperature());
        edited = changed(edited, "top_p", from.topP(), to.topP());
        edited = changed(edited, "seed", from.seed(), to.seed());
        edited = changed(edited, "stop", list(from.stop()), list(to.stop()));
        Obj written = edited == options ? body : body.with(OPTIONS, edited);
        return from.responseSchema() == to.responseSchema()
                ? written
                : changed(written, FORMAT, from.responseSchema(), to.responseSchema());
    }

    private static Obj changed(Obj object, String name, @Nullable Object from, @Nullable Object to) {
        if (Objects.equals(from, to)) {
            return object;
        }
        return to == null ? object.without(name) : object.with(name, Json.from(to));
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

    private static <T> @Nullable T number(@Nullable Obj options, String name, Function<Num, T> as) {
        try {
            Num number = options == null ? null : options.number(name);
            return number == null ? null : as.apply(number);
        } catch (ArithmeticException e) {
            return null; // Out of range: the provider will say so; to us it says nothing.
        }
    }
}
