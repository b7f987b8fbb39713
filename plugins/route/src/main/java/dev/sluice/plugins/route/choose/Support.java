package dev.sluice.plugins.route.choose;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How much of an answer stands in the texts that it was given: the share of its words that say something, and of its figures, which count
 * three times, since one that is made up is worse than a word that is. A quick look that costs no model; the filter {@code retrieve}
 * looks more closely.
 */
final class Support {

    private static final int SHORTEST = 4;
    private static final int STEM = 5;
    private static final double FIGURE = 3;

    private Support() {}

    /** From 0 to 1; 1 for an answer that says nothing. */
    static double of(List<String> sources, String answer) {
        Set<String> there = new HashSet<>();
        sources.forEach(source -> words(source, there));
        Set<String> said = new HashSet<>();
        words(answer, said);
        double all = 0;
        double found = 0;
        for (String word : said) {
            double weight = Character.isDigit(word.charAt(0)) ? FIGURE : 1;
            all += weight;
            found += there.contains(word) ? weight : 0;
        }
        return all == 0 ? 1 : found / all;
    }

    /** Words by their beginnings, so that their forms are one; figures as they are. Short words say little. */
    private static void words(String text, Set<String> into) {
        int begin = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean inside = i < text.length() && Character.isLetterOrDigit(text.charAt(i));
            if (inside && begin < 0) {
                begin = i;
            } else if (!inside && begin >= 0) {
                add(text, begin, i, into);
                begin = -1;
            }
        }
    }

    private static void add(String text, int begin, int end, Set<String> into) {
        boolean figure = Character.isDigit(text.charAt(begin));
        if (figure) {
            into.add(text.substring(begin, end));
        } else if (end - begin >= SHORTEST) {
            into.add(text.substring(begin, Math.min(end, begin + STEM)).toLowerCase(Locale.ROOT));
        }
    }
}
