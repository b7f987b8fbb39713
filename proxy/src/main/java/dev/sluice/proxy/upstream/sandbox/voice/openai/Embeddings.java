package dev.sluice.proxy.upstream.sandbox.voice.openai;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.proxy.upstream.sandbox.model.Tokens;
import dev.sluice.proxy.upstream.sandbox.voice.Ask;
import dev.sluice.proxy.upstream.sandbox.voice.Manner.Content;
import dev.sluice.proxy.upstream.sandbox.voice.Vectors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes vectors of inputs: texts, or lists of token numbers, whose digits stand for a text. */
final class Embeddings {

    private static final int USUAL_DIMENSIONS = 256;
    private static final int MOST_DIMENSIONS = 4_096;

    /** Numbers in one reply, which is made on the event loop. */
    private static final int MOST_NUMBERS = 1 << 17;

    private Embeddings() {}

    static Content compute(Ask ask) {
        List<String> inputs = inputs(ask.body().get("input"));
        int dimensions = dimensions(ask.body());
        if ((long) inputs.size() * dimensions > MOST_NUMBERS) {
            throw invalid(
                    "input",
                    "at most %d inputs of %d dimensions".formatted(MOST_NUMBERS / dimensions, dimensions),
                    inputs.size());
        }
        boolean packed = "base64".equals(ask.body().text("encoding_format"));
        List<Obj> data = new ArrayList<>();
        for (String input : inputs) {
            data.add(Json.object(
                    "object", "embedding",
                    "index", data.size(),
                    "embedding", spelled(Vectors.of(input, dimensions), packed)));
        }
        int tokens = inputs.stream().mapToInt(Tokens::count).sum();
        return Content.of(Json.object(
                "object",
                "list",
                "data",
                data,
                "model",
                ask.model(),
                "usage",
                Json.object("prompt_tokens", tokens, "total_tokens", tokens)));
    }

    private static List<String> inputs(@Nullable Json input) {
        return switch (input) {
            case Str text -> List.of(text.value());
            case Arr tokens when !tokens.isEmpty() && tokens.get(0) instanceof Num -> List.of(text(tokens));
            case Arr several -> several.stream().map(Embeddings::text).toList();
            case null, default -> throw invalid("input", "a text or a list of texts", input);
        };
    }

    private static String text(Json input) {
        return input instanceof Str text ? text.value() : input.toString();
    }

    private static int dimensions(Obj body) {
        Num asked = body.number("dimensions");
        double dimensions = asked == null ? USUAL_DIMENSIONS : asked.asDouble();
        if (!(dimensions >= 1 && dimensions <= MOST_DIMENSIONS)) {
            throw invalid("dimensions", "a number from 1 to " + MOST_DIMENSIONS, asked);
        }
        return (int) dimensions;
    }

    private static Json spelled(float[] vector, boolean packed) {
        if (packed) {
            return Json.of(Vectors.base64(vector));
        }
        List<Float> numbers = new ArrayList<>(vector.length);
        for (float number : vector) {
            numbers.add(number);
        }
        return Json.from(numbers);
    }

    private static CallError invalid(String param, String expected, @Nullable Object found) {
        String what = found instanceof Json json && !(json instanceof Num) ? "something else" : String.valueOf(found);
        return CallError.of(Category.INVALID_REQUEST, "invalid_value", "Expected " + expected + ", found " + what + ".")
                .withParam(param);
    }
}
