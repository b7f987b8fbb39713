package dev.sluice.plugins.guard.scan;

import dev.sluice.api.Grounding;
import java.util.function.Consumer;

/**
 * Finds sentences that the call's documents do not support. A sentence ends at white space behind its mark, at a line break, or after
 * {@value #LONGEST} characters.
 */
public final class SupportScanner implements Scanner {

    private static final int LONGEST = 2_000;
    private static final String MARKS = ".!?\u2026\u3002\uFF01\uFF1F";

    private final Grounding.Support support;
    private final double threshold;
    private final StringBuilder sentence = new StringBuilder();
    private long start;

    /**
     * Makes one for one text.
     *
     * @param support scores sentences
     * @param threshold the score that a sentence needs
     */
    public SupportScanner(Grounding.Support support, double threshold) {
        this.support = support;
        this.threshold = threshold;
    }

    @Override
    public void next(Piece piece, Consumer<Finding> found) {
        String raw = piece.raw();
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            sentence.append(c);
            if (ends(c) || sentence.length() >= LONGEST) {
                close(found);
            }
        }
    }

    @Override
    public void end(Consumer<Finding> found) {
        close(found);
    }

    @Override
    public long clear() {
        return start;
    }

    private boolean ends(char c) {
        int before = sentence.length() - 2;
        return c == '\n' || (Character.isWhitespace(c) && before >= 0 && MARKS.indexOf(sentence.charAt(before)) >= 0);
    }

    private void close(Consumer<Finding> found) {
        long end = start + sentence.length();
        double score = sentence.toString().isBlank() ? 1 : support.of(sentence.toString());
        if (score < threshold) {
            found.accept(new Finding(start, end, 1 - score, ""));
        }
        start = end;
        sentence.setLength(0);
    }
}
