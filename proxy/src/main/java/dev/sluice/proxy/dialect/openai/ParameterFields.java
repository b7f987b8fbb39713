package dev.sluice.proxy.dialect.openai;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Parameters;
import dev.sluice.proxy.dialect.Values;
import java.util.List;
import java.util.Objects;
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
            bound = bound == null ? Values.number(body.number(name), Num::asInt) : bound;
        }
        return new Parameters(
                bound,
                Values.number(body.number("temperature"), Num::asDouble),
                Values.number(body.number("top_p"), Num::asDouble),
                Values.number(body.number("n"), Num::asInt),
                Values.number(body.number("seed"), Num::asLong),
                Values.texts(body.get("stop")),
                schema.read(body));
    }

    Obj write(Obj body, Parameters from, Parameters to) {
        Obj edited = Objects.equals(from.maxOutputTokens(), to.maxOutputTokens()) ? body : bound(body, to);
        edited = Values.changed(edited, "temperature", from.temperature(), to.temperature());
        edited = Values.changed(edited, "top_p", from.topP(), to.topP());
        edited = Values.changed(edited, "n", from.choices(), to.choices());
        edited = Values.changed(edited, "seed", from.seed(), to.seed());
        edited = Values.changed(edited, "stop", from.stop(), to.stop());
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

    private static Obj put(Obj body, String name, @Nullable Object value) {
        return value == null ? body.without(name) : body.with(name, Json.from(value));
    }
}
