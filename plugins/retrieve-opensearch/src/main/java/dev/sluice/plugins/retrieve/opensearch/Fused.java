package dev.sluice.plugins.retrieve.opensearch;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** Reciprocal rank fusion of lists of ids, and how near in meaning each is as far as that is known. */
final class Fused {

    private final int constant;
    private final Map<String, Double> scores = new LinkedHashMap<>();
    private final Map<String, Double> cosines = new HashMap<>();

    Fused(int constant) {
        this.constant = constant;
    }

    /** Adds the hits of one search, best first. */
    void add(Arr hits, double weight, DoubleUnaryOperator cosine) {
        int rank = 0;
        for (Json hit : hits) {
            rank++;
            if (hit instanceof Obj fields && fields.text("_id") != null) {
                String id = String.valueOf(fields.text("_id"));
                Num score = fields.number("_score");
                scores.merge(id, weight / (constant + rank), Double::sum);
                cosines.merge(id, score == null ? 0 : cosine.applyAsDouble(score.asDouble()), Math::max);
            }
        }
    }

    boolean isEmpty() {
        return scores.isEmpty();
    }

    /** Ids, best first; of equals, the one that was found first. */
    List<String> best(int limit) {
        return scores.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(limit)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** 0 where it was found by its words alone. */
    double cosine(String id) {
        return cosines.getOrDefault(id, 0.0);
    }
}
