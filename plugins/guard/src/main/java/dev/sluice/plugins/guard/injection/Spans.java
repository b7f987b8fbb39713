package dev.sluice.plugins.guard.injection;

/**
 * The spans of a text that are judged: each sentence, each two and each three in a row, and all of it. An attack behind much that is
 * harmless stands out in its own sentence; one that is spread stands out in the whole.
 */
public final class Spans {

    private static final int IN_A_ROW = 3;

    /** The root of as many n-grams as some seven thousand characters have, which is more than any text of the training has. */
    private static final double LONG = 128;

    private Spans() {}

    /** Takes spans. */
    @FunctionalInterface
    public interface Visitor {

        /**
         * Takes one.
         *
         * @param from the first sentence
         * @param to the sentence after the last
         */
        void span(int from, int to);
    }

    /**
     * Visits the spans.
     *
     * @param sentences how many the text has
     * @param visitor takes each span once
     */
    public static void visit(int sentences, Visitor visitor) {
        for (int from = 0; from < sentences; from++) {
            for (int to = from + 1; to <= Math.min(sentences, from + IN_A_ROW); to++) {
                visitor.span(from, to);
            }
        }
        if (sentences > IN_A_ROW) {
            visitor.span(0, sentences);
        }
    }

    /**
     * What the sum of a span's weights is divided by: the root of their number, and in proportion to it from some seven thousand
     * characters on. Else the least inclination of ordinary words would add up to an attack in any text that is long enough.
     *
     * @param grams how many n-grams the span has
     * @return at least 1
     */
    public static double scale(int grams) {
        return Math.max(Math.sqrt(Math.max(1, grams)), grams / LONG);
    }
}
