package dev.sluice.plugins.guard.injection;

/**
 * The spans of a text that are judged: each sentence, each two and each three in a row, and all of it. An attack behind much that is
 * harmless stands out in its own sentence; one that is spread stands out in the whole.
 */
public final class Spans {

    private static final int IN_A_ROW = 3;

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
}
