package dev.sluice.plugins.retrieve.ground;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The words of a text, brought to a common form, those that say nothing by themselves weighing little. */
final class Terms {

    private static final Pattern GAP = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int SHORTEST_STEM = 3;
    private static final List<String> ENDINGS = List.of("ing", "ed", "es", "ly", "s");
    private static final String DOUBLED = "bdgmnprt";

    /** Function words count, since an answer that is taken from its source has them in common with it; but little. */
    private static final double EMPTY_WEIGHT = 0.3;

    /** Function words, and what people say to be polite. */
    private static final Set<String> EMPTY = Set.of(
            ("a an and are as at be but by for if in into is it its of on or such that the their then there these they this to"
                            + " was were will with i you he she we my your his her our me him them do does did have has had been"
                            + " so from what which who how when where why about can could would should just very really also"
                            + " than too yes oh ah not no")
                    .split(" "));

    private Terms() {}

    /** Each once, in order, with what it weighs. */
    static Map<String, Double> of(String text) {
        Map<String, Double> terms = new LinkedHashMap<>();
        GAP.splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .forEach(word -> terms.putIfAbsent(stem(word), EMPTY.contains(word) ? EMPTY_WEIGHT : 1));
        return terms;
    }

    /** Those that say something by themselves. */
    static Set<String> telling(String text) {
        Set<String> telling = new LinkedHashSet<>();
        of(text).forEach((term, weight) -> {
            if (weight == 1) {
                telling.add(term);
            }
        });
        return telling;
    }

    /** Whether a text is more than politeness. */
    static boolean state(Map<String, Double> terms) {
        return terms.containsValue(1.0);
    }

    /** What all of them weigh. */
    static double weight(Map<String, Double> terms) {
        return terms.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /**
     * Enough to bring a word's forms together ("vary", "varies", "varied"; "stop", "stopped"); both sides are treated alike, so it need
     * not be right.
     */
    static String stem(String word) {
        for (String ending : ENDINGS) {
            if (word.endsWith(ending) && word.length() - ending.length() >= SHORTEST_STEM) {
                return bared(word.substring(0, word.length() - ending.length()));
            }
        }
        return bared(word);
    }

    /** Without what English changes or adds at the end of a word before its ending. */
    private static String bared(String stem) {
        int last = stem.length() - 1;
        if (last < SHORTEST_STEM) {
            return stem.endsWith("y") && last > 0 ? stem.substring(0, last) + "i" : stem;
        }
        char end = stem.charAt(last);
        if (end == 'y') {
            return stem.substring(0, last) + "i";
        }
        boolean doubled = end == stem.charAt(last - 1) && DOUBLED.indexOf(end) >= 0;
        return end == 'e' || doubled ? stem.substring(0, last) : stem;
    }
}
