package dev.sluice.proxy.upstream.sandbox.voice.cohere;

import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Role;
import dev.sluice.proxy.upstream.sandbox.voice.Ask;
import dev.sluice.proxy.upstream.sandbox.voice.Embedded;
import dev.sluice.proxy.upstream.sandbox.voice.Manner;
import dev.sluice.proxy.upstream.sandbox.voice.Manner.Computes;
import dev.sluice.proxy.upstream.sandbox.voice.Manner.Content;
import dev.sluice.proxy.upstream.sandbox.voice.Vectors;
import dev.sluice.proxy.upstream.sandbox.voice.Voice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Speaks the {@code cohere} dialect. */
public final class CohereVoice implements Voice {
    private static final int DIMENSIONS = 256;

    /**
     * How well a document fits.
     *
     * @param index its place
     * @param relevance from 0 to 1
     */
    private record Rank(int index, double relevance) {
        Obj json() {
            return Json.object("index", index, "relevance_score", relevance);
        }
    }

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
                texts(ask, Role.USER),
                "meta",
                meta("input_tokens", embedded.tokens()),
                "response_type",
                "embeddings_by_type"));
    }

    private static Content rerank(Ask ask) {
        float[] query = Vectors.of(String.join("\n", texts(ask, Role.USER)), DIMENSIONS);
        List<Rank> ranks = new ArrayList<>();
        for (String document : texts(ask, Role.TOOL)) {
            ranks.add(new Rank(ranks.size(), likeness(query, Vectors.of(document, DIMENSIONS))));
        }
        Num top = ask.body().number("top_n");
        List<Obj> results = ranks.stream()
                .sorted(Comparator.comparingDouble(Rank::relevance).reversed())
                .limit(top == null ? ranks.size() : (long) Math.max(1, top.asDouble()))
                .map(Rank::json)
                .toList();
        return Content.of(Json.object("id", ask.id(), "results", results, "meta", meta("search_units", 1)));
    }

    private static List<String> texts(Ask ask, Role role) {
        return ask.prompt().messages().stream()
                .filter(message -> message.role() == role)
                .map(Message::text)
                .toList();
    }

    private static double likeness(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return Math.clamp(sum, 0, 1);
    }

    private static Obj meta(String unit, int count) {
        return Json.object("api_version", Json.object("version", "2"), "billed_units", Json.object(unit, count));
    }
}
