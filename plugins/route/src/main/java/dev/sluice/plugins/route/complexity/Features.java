package dev.sluice.plugins.route.complexity;

import java.util.List;

/**
 * What a prompt looks like, in numbers: how long, how much mathematics and code, tools, schema, turns; and its words and pairs of
 * words, hashed into buckets. Found in one pass over at most {@value #MOST_CHARACTERS} characters.
 */
public final class Features {

    /** Names of the numbers that stand before the buckets, in order. */
    public static final List<String> NAMES = List.of(
            "characters",
            "words",
            "word-length",
            "numbers",
            "digits",
            "operators",
            "capitals",
            "other-scripts",
            "lines",
            "questions",
            "sentences",
            "code",
            "longest-word",
            "tools",
            "schema",
            "turns");

    /** How many buckets words are hashed into; a power of two. */
    public static final int BUCKETS = 4096;

    static final int MOST_CHARACTERS = 16_384;

    private static final String OPERATORS = "+-*/=^<>%$\\|";
    private static final String CODE = "{}[]();_#";
    private static final long PRIME = 0x100000001B3L;
    private static final long BASIS = 0xCBF29CE484222325L;

    /**
     * What a text comes with.
     *
     * @param tools whether tools are on offer
     * @param schema whether the answer has to meet a schema
     * @param turns messages of the conversation so far, this one counted
     */
    public record Setting(boolean tools, boolean schema, int turns) {

        /** A question by itself. */
        public static final Setting ALONE = new Setting(false, false, 1);
    }

    private final double[] numbers = new double[NAMES.size()];
    private final float[] buckets = new float[BUCKETS];
    private int words;
    private int letters;
    private int longest;
    private int figures;

    private Features() {}

    /**
     * Looks at a text.
     *
     * @param text of the prompt; the last message of the user, say
     * @param setting what it comes with
     * @return its features
     */
    public static Features of(String text, Setting setting) {
        Features features = new Features();
        features.read(text, Math.min(text.length(), MOST_CHARACTERS));
        features.numbers[13] = setting.tools() ? 1 : 0;
        features.numbers[14] = setting.schema() ? 1 : 0;
        features.numbers[15] = Math.log1p(setting.turns());
        return features;
    }

    /** The numbers, in the order of {@link #NAMES}. */
    double[] numbers() {
        return numbers;
    }

    /** How often each bucket was hit, with the sign of its hash, scaled to a length of 1. */
    float[] buckets() {
        return buckets;
    }

    private void read(String text, int length) {
        long hash = BASIS;
        long before = 0;
        int word = 0;
        boolean figure = false;
        for (int i = 0; i <= length; i++) {
            char c = i < length ? text.charAt(i) : ' ';
            boolean digit = c >= '0' && c <= '9';
            if (Character.isLetterOrDigit(c)) {
                hash = (hash ^ (digit ? '0' : Character.toLowerCase(c))) * PRIME; // One figure is like another.
                word++;
                figure |= digit;
                count(c, digit);
                continue;
            }
            if (word > 0) {
                word(hash, before, word, figure);
                before = hash;
                hash = BASIS;
                word = 0;
                figure = false;
            }
            mark(c);
        }
        scale(length);
    }

    private void count(char c, boolean digit) {
        numbers[4] += digit ? 1 : 0;
        numbers[6] += Character.isUpperCase(c) ? 1 : 0;
        numbers[7] += c > 0x24F ? 1 : 0;
    }

    private void mark(char c) {
        numbers[5] += OPERATORS.indexOf(c) >= 0 ? 1 : 0;
        numbers[11] += CODE.indexOf(c) >= 0 ? 1 : 0;
        numbers[8] += c == '\n' ? 1 : 0;
        numbers[9] += c == '?' ? 1 : 0;
        numbers[10] += c == '.' || c == '!' ? 1 : 0;
    }

    private void word(long hash, long before, int length, boolean figure) {
        words++;
        letters += length;
        longest = Math.max(longest, length);
        figures += figure ? 1 : 0;
        hit(hash);
        if (before != 0) {
            hit(before * 31 + hash);
        }
    }

    private void hit(long hash) {
        long mixed = (hash ^ (hash >>> 29)) * 0xBF58476D1CE4E5B9L;
        buckets[(int) (mixed >>> 40) & (BUCKETS - 1)] += mixed < 0 ? -1 : 1;
    }

    private void scale(int length) {
        double per = Math.max(1, length);
        for (int share : new int[] {4, 5, 6, 7, 11}) {
            numbers[share] /= per;
        }
        for (int count : new int[] {8, 9, 10}) {
            numbers[count] = Math.log1p(numbers[count]);
        }
        numbers[0] = Math.log1p(length);
        numbers[1] = Math.log1p(words);
        numbers[2] = (double) letters / Math.max(1, words);
        numbers[3] = Math.log1p(figures);
        numbers[12] = Math.log1p(longest);
        normalise();
    }

    private void normalise() {
        double sum = 0;
        for (float bucket : buckets) {
            sum += bucket * bucket;
        }
        float scale = sum == 0 ? 0 : (float) (1 / Math.sqrt(sum));
        for (int i = 0; i < BUCKETS; i++) {
            buckets[i] *= scale;
        }
    }
}
