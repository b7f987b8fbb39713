package dev.sluice.proxy.dialect.openai;

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

/**
 * Reads and writes the parameters of a request.
 *
 * @param maxTokens names of the bound on the answer's length; the first is written where none is there yet
 * @param schema where the answer's schema stands
 */
record ParameterFields(List<String> maxTokens, SchemaField schema) {

    static final ParameterFields CHAT =
            new ParameterFields(List.of("max_completion_tokens", "max_tokens"), SchemaField.RESPONSE_FORMAT);
    static final ParameterFields RESPONSES = new ParameterFields(List.of("max_output_tokens"), SchemaField.TEXT_FORMAT);
    static final ParameterFields COMPLETIONS = new ParameterFields(List.of("max_tokens"), SchemaField.NONE);

    Parameters read(Obj body) {
        Integer bound = null;
        for (String name : maxTokens) {
            bound = bound == null ? number(body, name, Num::asInt) : bound;
        }
        return new Parameters(
                bound,
                number(body, "temperature", Num::asDouble),
                number(body, "top_p", Num::asDouble),
                number(body, "n", Num::asInt),
                number(body, "seed", Num::asLong),
                stop(body.get("stop")),
                schema.read(body));
    }

    Obj write(Obj body, Parameters from, Parameters to) {
        Obj edited = Objects.equals(from.maxOutputTokens(), to.maxOutputTokens()) ? body : bound(body, to);
        edited = changed(edited, "temperature", from.temperature(), to.temperature());
        edited = changed(edited, "top_p", from.topP(), to.topP());
        edited = changed(edited, "n", from.choices(), to.choices());
        edited = changed(edited, "seed", from.seed(), to.seed());
        edited = changed(edited, "stop", list(from.stop()), list(to.stop()));
        Obj wanted = to.responseSchema();
        return from.responseSchema() == wanted ? edited : schema.write(edited, wanted);
    }

    /** Every spelling that is there takes the new bound, lest the provider go by the other. */
    private Obj bound(Obj body, Parameters to) {
        Obj edited = body;
        for (String name : maxTokens) {
            edited = body.has(name) ? put(edited, name, to.maxOutputTokens()) : edited;
        }
        return edited == body ? put(body, maxTokens.get(0), to.maxOutputTokens()) : edited;
    }

    private static Obj changed(Obj body, String name, @Nullable Object from, @Nullable Object to) {
        return Objects.equals(from, to) ? body : put(body, name, to);
    }

    private static Obj put(Obj body, String name, @Nullable Object value) {
        return value == null ? body.without(name) : body.with(name, Json.from(value));
    }

    private static @Nullable List<String> list(List<String> stop) {
        return stop.isEmpty() ? null : stop;
    }

    private static <T> @Nullable T number(Obj body, String name, Function<Num, T> as) {
        try {
            Num number = body.number(name);
            return number == null ? null : as.apply(number);
        } catch (ArithmeticException e) {
            return null; // Out of range: the provider will say so; to us it says nothing.
        }
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
}
