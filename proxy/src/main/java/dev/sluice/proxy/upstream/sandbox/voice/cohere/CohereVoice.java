package dev.sluice.proxy.upstream.sandbox.voice.cohere;

import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Role;
import dev.sluice.proxy.upstream.sandbox.voice.Ask;
import dev.sluice.proxy.upstream.sandbox.voice.Embedded;
import dev.sluice.proxy.upstream.sandbox.voice.Manner;
import dev.sluice.proxy.upstream.sandbox.voice.Manner.Computes;
import dev.sluice.proxy.upstream.sandbox.voice.Manner.Content;
import dev.sluice.proxy.upstream.sandbox.voice.Ranked;
import dev.sluice.proxy.upstream.sandbox.voice.Voice;
import java.util.List;
import java.util.Optional;

/** Speaks the {@code cohere} dialect. */
public final class CohereVoice implements Voice {
    @Override
    public String dialect() {
        return "cohere";
    }

    @Override
    public Optional<Manner> manner(Endpoint endpoint) {
        if (endpoint.name().endsWith("embed")) {
            return Optional.of((Computes) CohereVoice::embed);
        }
        return endpoint.name().endsWith("rerank") ? Optional.of((Computes) CohereVoice::rerank) : Optional.empty();
    }

    private static Content embed(Ask ask) {
        Embedded embedded = Embedded.of(ask);
        return Content.of(Json.object(
                "id",
                ask.id(),
                "embeddings",
                Json.object("float", embedded.vectors()),
                "texts",
                texts(ask),
                "meta",
                meta("input_tokens", embedded.tokens()),
                "response_type",
                "embeddings_by_type"));
    }

    private static Content rerank(Ask ask) {
        List<Obj> results = Ranked.of(ask).results();
        return Content.of(Json.object("id", ask.id(), "results", results, "meta", meta("search_units", 1)));
    }

    private static List<String> texts(Ask ask) {
        return ask.prompt().messages().stream()
                .filter(message -> message.role() == Role.USER)
                .map(Message::text)
                .toList();
    }

    private static Obj meta(String unit, int count) {
        return Json.object("api_version", Json.object("version", "2"), "billed_units", Json.object(unit, count));
    }
}
