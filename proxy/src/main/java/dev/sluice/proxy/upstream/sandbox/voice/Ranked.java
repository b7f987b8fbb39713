package dev.sluice.proxy.upstream.sandbox.voice;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What was asked to be put in order.
 *
 * @param results the best first, each with its index and relevance
 */
public record Ranked(List<Obj> results) {

    private static final int DIMENSIONS = 256;

    public Ranked {
        results = List.copyOf(results);
    }

    /** How well a document fits, from 0 to 1. */
    private record Rank(int index, double relevance) {
        Obj json() {
            return Json.object("index", index, "relevance_score", relevance);
        }
    }

    /**
     * Orders documents by the words that they share with the query.
     *
     * @param ask whose prompt has the query as the user's and the documents as tools' messages
     * @return as many as {@code top_n} says
     */
    public static Ranked of(Ask ask) {
        float[] query = Vectors.of(String.join("\n", texts(ask, Role.USER)), DIMENSIONS);
        List<Rank> ranks = new ArrayList<>();
        for (String document : texts(ask, Role.TOOL)) {
            ranks.add(new Rank(ranks.size(), likeness(query, Vectors.of(document, DIMENSIONS))));
        }
        Num top = ask.body().number("top_n");
        return new Ranked(ranks.stream()
                .sorted(Comparator.comparingDouble(Rank::relevance).reversed())
                .limit(top == null ? ranks.size() : (long) Math.max(1, top.asDouble()))
                .map(Rank::json)
                .toList());
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
}
