package dev.sluice.plugins.guard.scan;

import java.util.function.Consumer;

/** Finds that a text is too long; the finding is all that is too much. */
public final class LengthScanner implements Scanner {

    private final long max;
    private boolean told;
    private long consumed;

    /**
     * Makes one for one text.
     *
     * @param max how many characters it may have
     */
    public LengthScanner(long max) {
        this.max = max;
    }

    @Override
    public void next(Piece piece, Consumer<Finding> found) {
        consumed = piece.end();
        if (!told && consumed > max) {
            told = true;
            found.accept(Finding.sure(max, max + 1, ""));
        }
    }

    @Override
    public long clear() {
        return told ? EVERYTHING : Math.min(consumed, max);
    }
}
