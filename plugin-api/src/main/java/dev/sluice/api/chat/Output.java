package dev.sluice.api.chat;

import dev.sluice.api.json.Obj;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of the answer. Null is left to the provider.
 *
 * @param maxTokens at most so many, thinking included
 * @param stop where it ends; empty for nowhere
 * @param choices how many answers
 * @param format its form
 * @param topLogprobs how many likely tokens to show with their probability at each place; 0 for the one chosen
 * @param verbosity {@code low}, {@code medium}, {@code high}
 */
public record Output(
        @Nullable Integer maxTokens,
        List<String> stop,
        @Nullable Integer choices,
        @Nullable Format format,
        @Nullable Integer topLogprobs,
        @Nullable String verbosity) {

    /** All of it left to the provider. */
    public static final Output NONE = new Output(null, List.of(), null, null, null, null);

    public Output {
        stop = List.copyOf(stop);
    }

    /**
     * Changes the bound.
     *
     * @param tokens at most so many
     * @return a copy
     */
    public Output withMaxTokens(int tokens) {
        return new Output(tokens, stop, choices, format, topLogprobs, verbosity);
    }

    /** The form of an answer. */
    public sealed interface Format {

        /** Words. */
        record Words() implements Format {}

        /** Any JSON object. */
        record AnyJson() implements Format {}

        /**
         * JSON that meets a schema.
         *
         * @param name of the schema; empty if it has none
         * @param description what the model is told of it; null if nothing
         * @param schema JSON Schema
         * @param strict whether it must be met; null if it was not said
         */
        record Schema(
                String name,
                @Nullable String description,
                Obj schema,
                @Nullable Boolean strict) implements Format {}
    }
}
