package dev.sluice.plugins.route.choose;

import java.util.ArrayList;
import java.util.List;

/** Sorts candidates by figures that were worked out once for each; for as few as there are, by insertion. */
final class Ranks {

    private Ranks() {}

    /** Lowest first; equal ones keep their order. */
    static List<Candidate> ascending(List<Candidate> candidates, double[] figures) {
        Candidate[] ranked = candidates.toArray(Candidate[]::new);
        for (int i = 1; i < ranked.length; i++) {
            Candidate moved = ranked[i];
            double figure = figures[i];
            int place = i;
            for (; place > 0 && figures[place - 1] > figure; place--) {
                ranked[place] = ranked[place - 1];
                figures[place] = figures[place - 1];
            }
            ranked[place] = moved;
            figures[place] = figure;
        }
        return new ArrayList<>(List.of(ranked));
    }

    /** Highest first; equal ones keep their order. */
    static List<Candidate> descending(List<Candidate> candidates, double[] figures) {
        for (int i = 0; i < figures.length; i++) {
            figures[i] = -figures[i];
        }
        return ascending(candidates, figures);
    }
}
