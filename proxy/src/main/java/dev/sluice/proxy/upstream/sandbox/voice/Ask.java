package dev.sluice.proxy.upstream.sandbox.voice;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Prompt;
import dev.sluice.proxy.upstream.sandbox.model.Digest;
import dev.sluice.proxy.upstream.sandbox.model.Tokens;
import dev.sluice.proxy.upstream.sandbox.model.Transcript;
import org.jspecify.annotations.Nullable;

/**
 * What was asked.
 *
 * @param id tells it from others; the same for the same prompt and model
 * @param model the model's name in the sandbox
 * @param seconds when, since 1970
 * @param prompt as it left the chain
 * @param tokens the length of the prompt as {@code echo} writes it down
 * @param choices how many answers are wanted; they all say the same
 */
public record Ask(String id, String model, long seconds, Prompt prompt, int tokens, int choices) {

    private static final int MOST_CHOICES = 16;

    /**
     * Reads what was asked.
     *
     * @param model the model's name in the sandbox
     * @param seconds when, since 1970
     * @param prompt as it left the chain
     * @return the question
     * @throws CallError if it asks for more choices than the sandbox makes
     */
    public static Ask of(String model, long seconds, Prompt prompt) {
        String transcript = Transcript.of(prompt);
        String id = Digest.hex(model + '\n' + transcript);
        return new Ask(
                id,
                model,
                seconds,
                prompt,
                Tokens.count(transcript),
                choices(prompt.parameters().choices()));
    }

    private static int choices(@Nullable Integer asked) {
        int choices = asked == null ? 1 : asked;
        if (choices < 1 || choices > MOST_CHOICES) {
            throw CallError.of(
                    Category.INVALID_REQUEST,
                    "invalid_value",
                    "Expected 1 to %d choices, found %d: the sandbox makes no more.".formatted(MOST_CHOICES, choices));
        }
        return choices;
    }

    /**
     * The request's document.
     *
     * @return all of it
     */
    public Obj body() {
        return prompt.json();
    }
}
