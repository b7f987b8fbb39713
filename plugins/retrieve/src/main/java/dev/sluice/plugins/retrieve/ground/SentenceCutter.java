package dev.sluice.plugins.retrieve.ground;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text that comes in pieces where sentences end: behind the last mark of an end that is followed by white space, and at a line
 * break. These places do not depend on how the text was cut before.
 */
final class SentenceCutter {

    /** Longer sentences are cut, so that no more than this is held. */
    static final int LONGEST = 2_000;

    private static final String ENDS = ".!?…。！？";

    private final StringBuilder open = new StringBuilder();

    /** What is finished by a piece; nothing is left out, white space neither. */
    List<String> next(String piece) {
        List<String> finished = new ArrayList<>(1);
        piece.codePoints().forEach(point -> {
            open.appendCodePoint(point);
            if (ends(point) || open.length() >= LONGEST) {
                finished.add(rest());
            }
        });
        return finished;
    }

    /** What is not finished; it is now. */
    String rest() {
        String rest = open.toString();
        open.setLength(0);
        return rest;
    }

    private boolean ends(int point) {
        if (point == '\n') {
            return true;
        }
        int before = open.length() - 1 - Character.charCount(point);
        return Character.isWhitespace(point) && before >= 0 && ENDS.indexOf(open.charAt(before)) >= 0;
    }
}
