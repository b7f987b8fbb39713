package dev.sluice.proxy.upstream.sandbox.voice.openai;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.upstream.sandbox.voice.Ask;
import dev.sluice.proxy.upstream.sandbox.voice.Manner.Content;
import dev.sluice.proxy.upstream.sandbox.voice.Media;
import dev.sluice.proxy.upstream.sandbox.voice.Ranked;
import java.util.Collections;

/** Replies that are worked out without a model. */
final class Computed {

    private Computed() {}

    static Content inputTokens(Ask ask) {
        return Content.of(Json.object("object", "response.input_tokens", "input_tokens", ask.tokens()));
    }

    static Content rerank(Ask ask) {
        return Content.of(Json.object(
                "id", ask.id(),
                "model", ask.model(),
                "usage", Json.object("prompt_tokens", ask.tokens(), "total_tokens", ask.tokens()),
                "results", Ranked.of(ask).results()));
    }

    static Content images(Ask ask) {
        Obj image = "url".equals(ask.body().text("response_format"))
                ? Json.object("url", "data:image/png;base64," + Media.PNG)
                : Json.object("b64_json", Media.PNG);
        return Content.of(Json.object("created", ask.seconds(), "data", Collections.nCopies(ask.choices(), image)));
    }

    /** Always WAV, whichever format is asked for: it can be made without an encoder. */
    static Content speech(Ask ask) {
        return new Content("audio/wav", Media.wav());
    }
}
