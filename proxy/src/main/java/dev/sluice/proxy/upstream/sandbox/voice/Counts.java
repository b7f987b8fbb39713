package dev.sluice.proxy.upstream.sandbox.voice;

import dev.sluice.api.Operation;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.json.Json;
import dev.sluice.proxy.upstream.sandbox.voice.Manner.Computes;
import dev.sluice.proxy.upstream.sandbox.voice.Manner.Content;
import java.util.Optional;

/**
 * Speaks a dialect that has nothing beside chats but the counting of their tokens.
 *
 * @param dialect its name
 * @param field what the number is called
 */
public record Counts(String dialect, String field) implements Voice {

    @Override
    public Optional<Manner> manner(Endpoint endpoint) {
        return endpoint.operation() == Operation.COUNT_TOKENS
                ? Optional.of((Computes) ask -> Content.of(Json.object(field, ask.tokens())))
                : Optional.empty();
    }
}
