package dev.sluice.proxy.upstream.sandbox.voice.ollama;

import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.json.Json;
import dev.sluice.proxy.upstream.sandbox.voice.Ask;
import dev.sluice.proxy.upstream.sandbox.voice.Embedded;
import dev.sluice.proxy.upstream.sandbox.voice.Manner;
import dev.sluice.proxy.upstream.sandbox.voice.Manner.Computes;
import dev.sluice.proxy.upstream.sandbox.voice.Manner.Content;
import dev.sluice.proxy.upstream.sandbox.voice.Voice;
import java.util.Optional;

/** Speaks the {@code ollama} dialect. */
public final class OllamaVoice implements Voice {

    @Override
    public String dialect() {
        return "ollama";
    }

    @Override
    public Optional<Manner> manner(Endpoint endpoint) {
        return switch (endpoint.name()) {
            case "embed" -> Optional.of((Computes) OllamaVoice::embedAll);
            case "embeddings" -> Optional.of((Computes) OllamaVoice::embed);
            default -> Optional.empty();
        };
    }

    private static Content embedAll(Ask ask) {
        Embedded embedded = Embedded.of(ask);
        return Content.of(Json.object(
                "model", ask.model(), "embeddings", embedded.vectors(), "prompt_eval_count", embedded.tokens()));
    }

    private static Content embed(Ask ask) {
        Embedded embedded = Embedded.of(ask);
        return Content.of(Json.object(
                "embedding",
                embedded.vectors().isEmpty() ? Json.array() : embedded.vectors().getFirst()));
    }
}
