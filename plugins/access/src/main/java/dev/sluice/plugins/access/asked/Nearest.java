package dev.sluice.plugins.access.asked;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody meant to write. */
final class Nearest {

    /** No word that is known has half as many letters. */
    private static final int LONGEST = 40;

    private Nearest() {}

    /** The known word nearest to another, if at most a third of its letters are wrong. */
    static Optional<String> to(String word, Collection<String> known) {
        String plain = word.toLowerCase(Locale.ROOT);
        return word.length() > LONGEST
                ? Optional.empty()
                : known.stream()
                        .filter(one -> edits(plain, one) <= Math.max(1, Math.min(plain.length(), one.length()) / 3))
                        .min(Comparator.comparingInt(one -> edits(plain, one)));
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
