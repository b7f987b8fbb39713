package dev.sluice.plugins.guard.injection;

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

    private Grams() {}

    /** Takes features in the order of the text. */
    public interface Sink {

        /**
         * An n-gram.
         *
         * @param bucket below {@link #BUCKETS}
         */
        void gram(int bucket);

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
        new Reading(text, phrases, sink).run();
    }

    /** The state of one pass. */
    private static final class Reading {
        private final Piece text;
        private final Cues phrases;
        private final Sink sink;
        private int window;
        private int word = 1;
        private int wordBefore;
        private int state;
        private int sentenceAt;

        Reading(Piece text, Cues phrases, Sink sink) {
            this.text = text;
            this.phrases = phrases;
            this.sink = sink;
        }

        void run() {
            char[] folded = text.folded();
            for (int i = 0; i < text.count(); i++) {
                take(folded[i], i);
            }
            if (word != 1) {
                word(text.count()); // A text ends its last word, as a space does.
            }
            sink.sentence(text.raw().length());
        }

        private void take(char c, int i) {
            window = (window << 6 | code(c)) & FIVE;
            sink.gram(bucket((window & THREE) * 2 + 1));
            sink.gram(bucket(window * 2));
            state = phrases.next(state, c, sink);
            if (c == ' ') {
                word(i);
                if (i - sentenceAt >= SHORTEST_SENTENCE && endsSentence(i)) {
                    sink.sentence(text.origins()[i]);
                    sentenceAt = i;
                }
            } else {
                word = word * 31 + c;
            }
        }

        private void word(int i) {
            if (i == text.count()) {
                state = phrases.next(state, ' ', sink);
            }
            if (word != 1) {
                sink.gram(bucket(word * 0x2545F491));
                sink.gram(bucket(wordBefore * 0x27220A95 + word));
                wordBefore = word;
                word = 1;
            }
        }

        /** What folded to a space may be several characters. */
        private boolean endsSentence(int i) {
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
}
