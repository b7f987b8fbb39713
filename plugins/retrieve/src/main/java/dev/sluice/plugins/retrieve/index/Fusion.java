package dev.sluice.plugins.retrieve.index;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reciprocal rank fusion (Cormack, Clarke and Büttcher 2009): a chunk's score is the sum over the lists of weight / (constant +
 * rank). Ranks can be compared where scores cannot.
 */
final class Fusion {

    private final int constant;
    private final Map<Integer, Double> scores = new LinkedHashMap<>();

    Fusion(int constant) {
        this.constant = constant;
    }

    /** Adds a list, best first. */
    void add(List<Integer> ranked, double weight) {
        for (int i = 0; i < ranked.size(); i++) {
            scores.merge(ranked.get(i), weight / (constant + i + 1), Double::sum);
        }
    }

    /** All chunks by score, best first; of equals, the one that was found first. */
    List<Map.Entry<Integer, Double>> ranked() {
        return scores.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .toList();
    }
}
