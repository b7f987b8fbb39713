package dev.sluice.plugins.retrieve.index;

import dev.sluice.plugins.retrieve.index.Search.Candidate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Maximal marginal relevance (Carbonell and Goldstein 1998): each next chunk is good, and unlike those before it. */
final class Diversity {

    private Diversity() {}

    static List<Candidate> choose(List<Candidate> candidates, double diversity, int limit) {
        if (diversity <= 0) {
            return candidates.subList(0, Math.min(limit, candidates.size()));
        }
        double best = candidates.isEmpty() ? 1 : candidates.getFirst().score();
        List<Candidate> left = new ArrayList<>(candidates);
        List<Candidate> chosen = new ArrayList<>();
        while (!left.isEmpty() && chosen.size() < limit) {
            Candidate next = left.getFirst();
            double highest = Double.NEGATIVE_INFINITY;
            for (Candidate candidate : left) {
                double value = (1 - diversity) * candidate.score() / best - diversity * likeness(candidate, chosen);
                if (value > highest) {
                    highest = value;
                    next = candidate;
                }
            }
            left.remove(next);
            chosen.add(next);
        }
        return chosen;
    }

    private static double likeness(Candidate candidate, List<Candidate> chosen) {
        return chosen.stream()
                .mapToDouble(other -> dot(candidate.vector(), other.vector()))
                .max()
                .orElse(0);
    }

    static double dot(float @Nullable [] one, float @Nullable [] other) {
        if (one == null || other == null) {
            return 0;
        }
        return org.apache.lucene.util.VectorUtil.dotProduct(one, other);
    }
}
