package dev.sluice.proxy.upstream.sandbox.voice.openai;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.upstream.sandbox.model.Answer;
import dev.sluice.proxy.upstream.sandbox.voice.Ask;

/** Spells token counts. */
final class Usages {

    private Usages() {}

    static Obj ofChoices(Ask ask, Answer answer) {
        long output = (long) answer.tokens() * ask.choices();
        return Json.object(
                "prompt_tokens", ask.tokens(),
                "completion_tokens", output,
                "total_tokens", ask.tokens() + output,
                "prompt_tokens_details", Json.object("cached_tokens", 0, "audio_tokens", 0),
                "completion_tokens_details", Json.object("reasoning_tokens", 0, "audio_tokens", 0));
    }

    static Obj ofResponse(Ask ask, Answer answer) {
        return Json.object(
                "input_tokens", ask.tokens(),
                "input_tokens_details", Json.object("cached_tokens", 0),
                "output_tokens", answer.tokens(),
                "output_tokens_details", Json.object("reasoning_tokens", 0),
                "total_tokens", ask.tokens() + answer.tokens());
    }
}
