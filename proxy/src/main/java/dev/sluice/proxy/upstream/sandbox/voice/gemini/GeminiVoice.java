package dev.sluice.proxy.upstream.sandbox.voice.gemini;

import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.upstream.sandbox.voice.Ask;
import dev.sluice.proxy.upstream.sandbox.voice.Embedded;
import dev.sluice.proxy.upstream.sandbox.voice.Manner;
import dev.sluice.proxy.upstream.sandbox.voice.Manner.Computes;
import dev.sluice.proxy.upstream.sandbox.voice.Manner.Content;
import dev.sluice.proxy.upstream.sandbox.voice.Voice;
import java.util.List;
import java.util.Optional;

/** Speaks the {@code gemini} dialect, in each of its versions. */
public final class GeminiVoice implements Voice {

    @Override
    public String dialect() {
        return "gemini";
    }

    @Override
    public Optional<Manner> manner(Endpoint endpoint) {
        String name = endpoint.name();
        if (name.endsWith("count-tokens")) {
            return Optional.of((Computes) GeminiVoice::count);
        }
        if (name.endsWith("batch-embed-contents")) {
            return Optional.of((Computes) GeminiVoice::embedAll);
        }
        return name.endsWith("embed-content") ? Optional.of((Computes) GeminiVoice::embed) : Optional.empty();
    }

    private static Content count(Ask ask) {
        Obj text = Json.object("modality", "TEXT", "tokenCount", ask.tokens());
        return Content.of(Json.object("totalTokens", ask.tokens(), "promptTokensDetails", Json.array(text)));
    }

    private static Content embed(Ask ask) {
        List<Obj> all = embeddings(ask);
        return Content.of(Json.object("embedding", all.isEmpty() ? Json.object().build() : all.getFirst()));
    }

    private static Content embedAll(Ask ask) {
        return Content.of(Json.object("embeddings", embeddings(ask)));
    }

    private static List<Obj> embeddings(Ask ask) {
        return Embedded.of(ask).vectors().stream()
                .map(vector -> Json.object("values", vector))
                .toList();
    }
}
