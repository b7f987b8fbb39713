package dev.sluice.proxy.upstream.sandbox.voice;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.json.Json;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Role;
import dev.sluice.proxy.upstream.sandbox.model.Tokens;
import java.util.ArrayList;
import java.util.List;

/**
 * What was asked to be embedded, as vectors of {@value #DIMENSIONS} numbers.
 *
 * @param vectors one for each input, in order
 * @param tokens how long the inputs are
 */
public record Embedded(List<Json> vectors, int tokens) {
    private static final int DIMENSIONS = 256;
    /** Inputs of one reply, which is made on the event loop. */
    private static final int MOST = 512;

    public Embedded {
        vectors = List.copyOf(vectors);
    }

    /**
     * Makes vectors of the inputs.
     *
     * @param ask whose prompt has them as messages of the user
     * @return the vectors
     * @throws CallError if there are too many
     */
    public static Embedded of(Ask ask) {
        List<String> inputs = ask.prompt().messages().stream()
                .filter(message -> message.role() == Role.USER)
                .map(Message::text)
                .toList();
        if (inputs.size() > MOST) {
            throw CallError.of(
                    Category.INVALID_REQUEST,
                    "invalid_value",
                    "Expected at most %d inputs, found %d: the sandbox embeds no more at a time."
                            .formatted(MOST, inputs.size()));
        }
        return new Embedded(
                inputs.stream().map(Embedded::vector).toList(),
                inputs.stream().mapToInt(Tokens::count).sum());
    }

    private static Json vector(String text) {
        List<Float> numbers = new ArrayList<>(DIMENSIONS);
        for (float number : Vectors.of(text, DIMENSIONS)) {
            numbers.add(number);
        }
        return Json.from(numbers);
    }
}
