package dev.sluice.plugins.guard.injection;

import dev.sluice.plugins.guard.scan.Automaton;
import dev.sluice.plugins.guard.scan.Piece;

/**
 * Reads the features of a folded text: runs of three and of five characters, words and pairs of words, each hashed to a bucket;
 * phrases by their label; and where sentences end. One pass, nothing is kept.
 */
public final class Grams {

    /** How many buckets there are. */
    public static final int BUCKETS = 1 << 16;

    private static final int THREE = (1 << 18) - 1;
    private static final int FIVE = (1 << 30) - 1;
    private static final int SHORTEST_SENTENCE = 12;
    private static final int NO_WORD = 1;

    private Grams() {}

    /** Takes features in the order of the text. */
    public interface Sink {

        /**
         * Two n-grams; they always come in pairs.
         *
         * @param one its bucket, below {@link #BUCKETS}
         * @param other that of the other
         */
        void grams(int one, int other);

        /**
         * A phrase.
         *
         * @param label its label's id
         */
        void phrase(int label);

        /**
         * A sentence is over.
         *
         * @param end where it ends in the raw text, exclusive
         */
        void sentence(int end);
    }

    /**
     * Reads a text.
     *
     * @param text all of it, folded
     * @param phrases the phrases to look for
     * @param sink takes what is read
     */
    public static void read(Piece text, Cues phrases, Sink sink) {
        // All in local variables: in fields, each step would wait for the one before to be written.
        char[] folded = text.folded();
        int window = 0;
        int word = NO_WORD;
        int wordBefore = 0;
        int state = Automaton.START;
        int sentenceAt = 0;
        for (int i = 0; i < text.count(); i++) {
            char c = folded[i];
            window = (window << 6 | code(c)) & FIVE;
            sink.grams(bucket((window & THREE) * 2 + 1), bucket(window * 2));
            state = phrases.next(state, c, sink);
            if (c != ' ') {
                word = word * 31 + c;
                continue;
            }
            if (word != NO_WORD) {
                word(word, wordBefore, sink);
                wordBefore = word;
                word = NO_WORD;
            }
            if (i - sentenceAt >= SHORTEST_SENTENCE && endsSentence(text, i)) {
                sink.sentence(text.origins()[i]);
                sentenceAt = i;
            }
        }
        if (word != NO_WORD) { // A text ends its last word, as a space does.
            phrases.next(state, ' ', sink);
            word(word, wordBefore, sink);
        }
        sink.sentence(text.raw().length());
    }

    private static void word(int word, int before, Sink sink) {
        sink.grams(bucket(word * 0x2545F491), bucket(before * 0x27220A95 + word));
    }

    /** What folded to a space may be several characters. */
    private static boolean endsSentence(Piece text, int i) {
        int end = i + 1 < text.count() ? text.origins()[i + 1] : text.raw().length();
        for (int at = text.origins()[i]; at < end; at++) {
            switch (text.raw().charAt(at)) {
                case '.', '!', '?', ':', ';', '\n', '。', '！', '？' -> {
                    return true;
                }
                default -> {}
            }
        }
        return false;
    }

    private static int code(char c) {
        return c < 128 ? c & 63 : (c * 31) & 63;
    }

    private static int bucket(int hash) {
        int mixed = hash * 0x9E3779B1;
        mixed ^= mixed >>> 15;
        return (mixed * 0x85EBCA77) >>> 16;
    }
}
