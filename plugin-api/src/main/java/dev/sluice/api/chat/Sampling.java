package dev.sluice.api.chat;

import org.jspecify.annotations.Nullable;

/**
 * How the next token is drawn. Null is left to the provider.
 *
 * @param temperature 0 to 2; 1 is the model's own distribution in every dialect, so a dialect with a smaller range clips
 * @param topP 0 to 1
 * @param topK at least 1
 * @param frequencyPenalty -2 to 2
 * @param presencePenalty -2 to 2
 * @param seed for answers that can be had again
 */
public record Sampling(
        @Nullable Double temperature,
        @Nullable Double topP,
        @Nullable Integer topK,
        @Nullable Double frequencyPenalty,
        @Nullable Double presencePenalty,
        @Nullable Long seed) {

    /** All of it left to the provider. */
    public static final Sampling NONE = new Sampling(null, null, null, null, null, null);
}
