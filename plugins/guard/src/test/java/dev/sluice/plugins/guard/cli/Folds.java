package dev.sluice.plugins.guard.cli;

import dev.sluice.plugins.guard.scan.Folder;
import dev.sluice.plugins.guard.scan.Piece;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Deals labelled texts to folds so that no attack is judged by a model that has learnt from its like: attacks that share a run of
 * {@value #SHARED} characters with each other go to one fold, however the question in front of them differs.
 */
final class Folds {

    private static final int SHARED = 24;

    private final int[] foldOf;

    private Folds(int[] foldOf) {
        this.foldOf = foldOf;
    }

    /** Deals examples to {@code count} folds, families of attacks as a whole. */
    static Folds of(List<Example> examples, int count) {
        int[] family = families(examples);
        Map<Integer, Integer> fold = new HashMap<>();
        int[] sizes = new int[count];
        int[] dealt = new int[examples.size()];
        int benign = 0;
        for (int i = 0; i < dealt.length; i++) {
            if (examples.get(i).of().attack()) {
                dealt[i] = fold.computeIfAbsent(root(family, i), key -> smallest(sizes));
                sizes[dealt[i]]++;
            } else {
                dealt[i] = benign++ % count;
            }
        }
        return new Folds(dealt);
    }

    /** The places of the examples of a fold, or of all others. */
    List<Integer> places(int fold, boolean within) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < foldOf.length; i++) {
            if ((foldOf[i] == fold) == within) {
                places.add(i);
            }
        }
        return places;
    }

    private static int[] families(List<Example> examples) {
        int[] family = new int[examples.size()];
        Map<String, Integer> seen = new HashMap<>();
        Set<String> harmless = examples.stream()
                .filter(example -> !example.of().attack())
                .flatMap(example -> runs(example).stream())
                .collect(Collectors.toSet());
        for (int i = 0; i < family.length; i++) {
            family[i] = i;
            for (String run : examples.get(i).of().attack() ? runs(examples.get(i)) : Set.<String>of()) {
                Integer other = harmless.contains(run) ? null : seen.putIfAbsent(run, i);
                if (other != null) {
                    family[root(family, i)] = root(family, other);
                }
            }
        }
        return family;
    }

    private static int root(int[] family, int of) {
        int at = of;
        while (family[at] != at) {
            at = family[at];
        }
        return at;
    }

    private static int smallest(int[] sizes) {
        int smallest = 0;
        for (int i = 1; i < sizes.length; i++) {
            smallest = sizes[i] < sizes[smallest] ? i : smallest;
        }
        return smallest;
    }

    private static Set<String> runs(Example example) {
        Piece piece = new Folder().next(example.of().text());
        String folded = new String(piece.folded(), 0, piece.count());
        Set<String> runs = new HashSet<>();
        for (int i = 0; i + SHARED <= folded.length(); i++) {
            runs.add(folded.substring(i, i + SHARED));
        }
        return runs;
    }
}
