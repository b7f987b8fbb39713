package dev.sluice.proxy.upstream.sandbox.voice.openai;

import dev.sluice.api.dialect.Endpoint;
import dev.sluice.proxy.upstream.sandbox.voice.Manner;
import dev.sluice.proxy.upstream.sandbox.voice.Manner.Computes;
import dev.sluice.proxy.upstream.sandbox.voice.Voice;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Speaks what the {@code openai} dialect has beside chats. */
public final class OpenAiVoice implements Voice {

    private static final String NAME = "openai";

    @Override
    public String dialect() {
        return NAME;
    }

    @Override
    public Optional<Manner> manner(Endpoint endpoint) {
        return Optional.ofNullable(find(endpoint.name()));
    }

    private static @Nullable Manner find(String endpoint) {
        return switch (endpoint) {
            case "responses-input-tokens" -> (Computes) Computed::inputTokens;
            case "embeddings" -> (Computes) Embeddings::compute;
            case "rerank" -> (Computes) Computed::rerank;
            case "moderations" -> (Computes) Moderations::compute;
            case "images-generations" -> (Computes) Computed::images;
            case "audio-speech" -> (Computes) Computed::speech;
            default -> null;
        };
    }
}
