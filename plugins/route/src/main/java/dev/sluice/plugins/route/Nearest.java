package dev.sluice.plugins.route;

import java.util.Set;

/** Finds the name that somebody may have meant. */
final class Nearest {

    private static final int MOST_EDITS = 2;

    private Nearest() {}

    /** Such as {@code "; did you mean 'support'?"}; empty if nothing is near. */
    static String hint(String name, Set<String> known) {
        String nearest = "";
        int fewest = MOST_EDITS + 1;
        for (String candidate : known) {
            int edits = edits(name, candidate);
            if (edits < fewest) {
                fewest = edits;
                nearest = candidate;
            }
        }
        return nearest.isEmpty() ? "" : "; did you mean '" + nearest + "'?";
    }

    /** Levenshtein's distance, a row at a time. */
    private static int edits(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int same = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(same, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
