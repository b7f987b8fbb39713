package dev.sluice.plugins.guard.scan;

import java.util.function.Consumer;

/** Looks at one text, piece by piece. */
public interface Scanner {

    /** Up to here and beyond: nothing more will be found. */
    long EVERYTHING = Long.MAX_VALUE;

    /**
     * Takes the next piece.
     *
     * @param piece follows the one before without a gap
     * @param found takes what the piece has decided
     */
    void next(Piece piece, Consumer<Finding> found);

    /**
     * The text is over. Called once, last.
     *
     * @param found takes what was still open
     */
    default void end(Consumer<Finding> found) {}

    /**
     * How far the text is clear: nothing that is found from now on begins before.
     *
     * @return a position that never falls
     */
    long clear();

    /**
     * How far the text is seen: nothing that is found from now on ends before.
     *
     * @return a position that never falls
     */
    default long seen() {
        return clear();
    }
}
