package dev.sluice.api.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody meant to write. Any thread. */
public final class Nearest {

    /** What is longer is no slip of a known word, and comparing it would take its time. */
    private static final int LONGEST = 100;

    private Nearest() {}

    /**
     * The known word nearest to another. Case, {@code _} and camelCase count for nothing.
     *
     * @param word as somebody wrote it
     * @param known what there is
     * @return empty if more than a third of its letters would be wrong, and more than one; the first in the alphabet of several
     */
    public static Optional<String> to(String word, Collection<String> known) {
        if (word.length() > LONGEST) {
            return Optional.empty();
        }
        return known.stream()
                .filter(one -> distance(word, one) <= allowed(word, one))
                .min(Comparator.<String>comparingInt(one -> distance(word, one)).thenComparing(one -> one));
    }

    /**
     * The end of a sentence that says what was found instead.
     *
     * @param word as somebody wrote it
     * @param known what there is
     * @return such as {@code "; did you mean 'support'?"}; empty if nothing is near
     */
    public static String hint(String word, Collection<String> known) {
        return to(word, known).map(one -> "; did you mean '" + one + "'?").orElse("");
    }

    private static int allowed(String word, String one) {
        return Math.max(1, Math.min(word.length(), one.length()) / 3);
    }

    private static int distance(String word, String one) {
        return Math.min(edits(plain(word), plain(one)), edits(kebab(word), kebab(one)));
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String kebab(String word) {
        StringBuilder kebab = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (Character.isUpperCase(c) && i > 0 && Character.isLowerCase(word.charAt(i - 1))) {
                kebab.append('-');
            }
            kebab.append(c);
        }
        return plain(kebab.toString());
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
