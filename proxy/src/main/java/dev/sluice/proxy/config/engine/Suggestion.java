package dev.sluice.proxy.config.engine;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what somebody meant to write. */
public final class Suggestion {

    private static final int LISTED = 10;

    private Suggestion() {}

    /** The known word nearest to {@code word}, if at most a third of its letters are wrong; ties go to the first in the alphabet. */
    public static Optional<String> nearest(String word, Collection<String> known) {
        return known.stream()
                .filter(candidate -> distance(word, candidate) <= allowed(word, candidate))
                .min(Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                        .thenComparing(candidate -> candidate));
    }

    /** A hint that names the nearest of the {@code known} words, and all of them, called {@code what}, if they are few. */
    public static @Nullable String hint(String word, Collection<String> known, String what) {
        Optional<String> meant = nearest(word, known).map(near -> "did you mean '" + near + "'?");
        if (known.size() > LISTED) {
            return meant.orElse(null);
        }
        String list = known.isEmpty() ? "none" : known.stream().sorted().collect(Collectors.joining(", "));
        return meant.map(text -> text + " (" + what + ": " + list + ")").orElse(what + ": " + list);
    }

    private static int allowed(String word, String candidate) {
        return Math.max(1, Math.min(word.length(), candidate.length()) / 3);
    }

    /** Case, {@code _} and camelCase count for nothing. */
    private static int distance(String word, String candidate) {
        String plain = word.toLowerCase(Locale.ROOT).replace('_', '-');
        return Math.min(edits(plain, candidate), edits(Names.kebab(word), candidate));
    }

    /** Insertions, deletions, substitutions and swaps of neighbours that make b of a (optimal string alignment). */
    private static int edits(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = Math.min(i, j) == 0 ? Math.max(i, j) : cheapest(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(int[][] cost, String a, String b, int i, int j) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best = Math.min(cost[i - 1][j - 1] + change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
