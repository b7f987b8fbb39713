package dev.sluice.plugins.route.choose;

import dev.sluice.api.Call;
import dev.sluice.api.Whole;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Null;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import org.jspecify.annotations.Nullable;

/**
 * How sure a model was of its words, by the log-probabilities of its tokens, as OpenAI's chat completions have them. Where the client did
 * not ask for them, Sluice does, and takes them away again.
 */
final class Confidence {

    private static final String FIELD = "logprobs";

    private Confidence() {}

    /** Whether the call can ask for log-probabilities, and does not. */
    static boolean isToBeAskedFor(Call call) {
        Obj body = isChat(call) ? call.json() : null;
        return body != null && body.bool(FIELD) == null;
    }

    static Call ask(Call call) {
        Obj body = isToBeAskedFor(call) ? call.json() : null;
        return body == null ? call : call.withJson(body.with(FIELD, Json.of(true)));
    }

    /** The geometric mean of the probabilities of the first choice's tokens; 1 if the reply does not tell. */
    static double of(Obj reply) {
        Obj choice = first(reply);
        Obj logprobs = choice == null ? null : choice.object(FIELD);
        Arr tokens = logprobs == null ? null : logprobs.array("content");
        if (tokens == null || tokens.size() == 0) {
            return 1;
        }
        double sum = 0;
        for (Json token : tokens) {
            Num logprob = token instanceof Obj one ? one.number("logprob") : null;
            sum += logprob == null ? 0 : logprob.asDouble();
        }
        return Math.exp(sum / tokens.size());
    }

    /** The answer as a client sees it that did not ask for log-probabilities. */
    static Whole without(Whole answer) {
        Obj body = answer.json();
        Arr choices = body == null ? null : body.array("choices");
        if (body == null || choices == null) {
            return answer;
        }
        return answer.withJson(body.update(
                "choices",
                all -> Json.array(choices.stream()
                        .map(choice ->
                                choice instanceof Obj one && one.has(FIELD) ? one.with(FIELD, Null.NULL) : choice)
                        .toArray())));
    }

    private static boolean isChat(Call call) {
        return call.dialect().name().equals("openai") && call.endpoint().name().equals("chat-completions");
    }

    private static @Nullable Obj first(Obj reply) {
        Arr choices = reply.array("choices");
        return choices != null && choices.size() > 0 && choices.get(0) instanceof Obj choice ? choice : null;
    }
}
