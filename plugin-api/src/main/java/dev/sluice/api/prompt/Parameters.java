package dev.sluice.api.prompt;

import dev.sluice.api.json.Obj;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the model is asked to answer. Null stands for what the call leaves to the provider.
 *
 * @param maxOutputTokens at most so many tokens, reasoning included
 * @param temperature randomness; 0 is the most likely token each time
 * @param topP nucleus sampling's probability mass
 * @param choices how many answers are asked for ({@code n})
 * @param seed for answers that can be had again
 * @param stop sequences at which the answer ends; empty for none
 * @param responseSchema JSON Schema that the answer must meet
 */
public record Parameters(
        @Nullable Integer maxOutputTokens,
        @Nullable Double temperature,
        @Nullable Double topP,
        @Nullable Integer choices,
        @Nullable Long seed,
        List<String> stop,
        @Nullable Obj responseSchema) {

    /** Everything left to the provider. */
    public static final Parameters NONE = new Parameters(null, null, null, null, null, List.of(), null);

    public Parameters {
        stop = List.copyOf(stop);
    }

    /**
     * Changes the bound on the answer's length.
     *
     * @param tokens at most so many
     * @return a copy
     */
    public Parameters withMaxOutputTokens(int tokens) {
        return new Parameters(tokens, temperature, topP, choices, seed, stop, responseSchema);
    }

    /**
     * Changes the temperature.
     *
     * @param value the new one
     * @return a copy
     */
    public Parameters withTemperature(double value) {
        return new Parameters(maxOutputTokens, value, topP, choices, seed, stop, responseSchema);
    }
}
