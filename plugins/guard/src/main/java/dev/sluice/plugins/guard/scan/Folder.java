package dev.sluice.plugins.guard.scan;

import java.util.Arrays;

/**
 * Folds one text, piece by piece, to what disguises cannot change: letters and digits without case, accents, width or look,
 * and one space for everything between them. Invisible characters (zero-width, bidirectional, tags) are gone.
 *
 * <p>A folded text begins and ends with a space, so that a phrase with a space on either side is found as whole words only.
 *
 * <p>Where more than {@value #GAP} characters in a row leave nothing behind, invisible ones say, there is one space more: a phrase does
 * not go across, so that what waits for its rest is bounded.
 */
public final class Folder {

    private static final int GAP = 1024;

    private char[] folded = new char[64];
    private int[] origins = new int[64];
    private int count;
    private long at;
    private boolean spaced;
    private int silent; // Characters in a row that have left nothing behind.

    /**
     * Folds the next piece. Cuts never fall inside a surrogate pair.
     *
     * @param raw the piece as it came
     * @return the piece; valid until the next call
     */
    public Piece next(String raw) {
        begin(raw.length());
        int size = count; // What changes with each character stands in local variables, not in fields.
        boolean space = spaced;
        int silence = silent;
        for (int i = 0; i < raw.length(); i++) {
            char c = Folding.of(raw.charAt(i));
            if (c > Folding.SEVERAL && (c != ' ' || !space)) {
                folded[size] = c;
                origins[size++] = i;
                space = c == ' ';
                silence = 0;
            } else {
                count = size;
                spaced = space;
                silent = silence;
                i = c == Folding.SEVERAL ? several(raw, i) : i;
                rest(size, i);
                size = count;
                space = spaced;
                silence = silent;
            }
        }
        silent = silence;
        count = size;
        spaced = space;
        return done(raw);
    }

    /**
     * The text is over.
     *
     * @return the space that it ends with, if it needs one
     */
    public Piece end() {
        begin(0);
        put(' ', 0);
        return done("");
    }

    /**
     * Folds a text that is all there, without the spaces at its ends.
     *
     * @param text as it came
     * @return its folded form
     */
    public static String fold(String text) {
        Piece piece = new Folder().next(text);
        return new String(piece.folded(), 0, piece.count()).strip();
    }

    private void begin(int length) {
        count = 0;
        makeRoom(length + 1);
        if (at == 0 && !spaced) {
            put(' ', 0);
        }
    }

    private void makeRoom(int more) {
        if (folded.length < count + more) {
            int size = Math.max(count + more, folded.length * 2);
            folded = Arrays.copyOf(folded, size);
            origins = Arrays.copyOf(origins, size);
        }
    }

    private Piece done(String raw) {
        Piece piece = new Piece(raw, at, folded, origins, count);
        at += raw.length();
        return piece;
    }

    /** A character that becomes several, or a pair of surrogates; returns the index of its last half. */
    private int several(String raw, int i) {
        int point = raw.codePointAt(i);
        String expanded = Folding.expand(point);
        makeRoom(expanded.length() + raw.length() - i);
        for (int k = 0; k < expanded.length(); k++) {
            put(expanded.charAt(k), i);
        }
        return i + Character.charCount(point) - 1;
    }

    /** After a character that may have left nothing behind. */
    private void rest(int before, int origin) {
        silent = count > before ? 0 : silent + 1;
        if (silent > GAP) {
            folded[count] = ' ';
            origins[count++] = origin;
            spaced = true;
            silent = 0;
        }
    }

    private void put(char c, int origin) {
        if (c == ' ' && spaced) {
            return;
        }
        spaced = c == ' ';
        folded[count] = c;
        origins[count++] = origin;
    }
}
