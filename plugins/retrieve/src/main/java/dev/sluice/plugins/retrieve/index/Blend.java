package dev.sluice.plugins.retrieve.index;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fusion by scores: of each half, the candidates' scores are brought to 0 for the lowest and 1 for the highest, and the halves are weighed (Bruch, Gai and Ingber 2023, "An Analysis
 * of Fusion Functions for Hybrid Retrieval"). By how much one is better than the next counts, of which ranks say nothing.
 */
final class Blend {

    private final Map<Integer, Double> scores = new LinkedHashMap<>();
    private double weights;

    /** Adds a half: a score of every candidate, whichever half brought it. */
    void add(Map<Integer, Double> half, double weight) {
        double least =
                half.values().stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double most =
                half.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        half.forEach((doc, score) ->
                scores.merge(doc, most == least ? weight : weight * (score - least) / (most - least), Double::sum));
        weights += weight;
    }

    /** All candidates, best first, from 0 to 1; of equals, the one that was added first. */
    List<Map.Entry<Integer, Double>> ranked() {
        return scores.entrySet().stream()
                .map(score -> Map.entry(score.getKey(), score.getValue() / weights))
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .toList();
    }
}
