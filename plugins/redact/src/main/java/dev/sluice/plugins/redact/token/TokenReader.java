package dev.sluice.plugins.redact.token;

import java.util.Locale;
import java.util.Set;

/**
 * Reads tokens as models write them: in any case, with other brackets or none, with spaces, dashes or backslashes where the
 * underscore was, or a space behind it. What it takes is decided by the text alone, so that it is the same however the text comes in pieces.
 *
 * <p>{@link #read} tries one place and leaves in {@link #end} and {@link #letters} what it found.
 */
final class TokenReader {

    /** What a place turned out to be. */
    enum Result {
        /** No token begins here. */
        NONE,
        /** A token may begin here: the text ends too early to say. */
        OPEN,
        /** A token. */
        TOKEN
    }

    private static final String OPENING = "[<{";
    private static final String CLOSING = "]>}";

    private final Set<String> labels;
    private final boolean escapes;
    private final boolean[] begins = new boolean[128];
    private String text = "";
    private boolean last;
    private int at;
    private String letters = "";

    /**
     * Knows the labels that tokens of this call have; others are none of them.
     *
     * @param escapes whether a backslash before a bracket or an underscore belongs to the token, as in Markdown. In JSON it
     *     belongs to what stands before.
     */
    TokenReader(Set<String> labels, boolean escapes) {
        this.labels = labels;
        this.escapes = escapes;
        for (char c : (escapes ? OPENING + "\\" : OPENING).toCharArray()) {
            begins[c] = true;
        }
        for (String label : labels) {
            begins[label.charAt(0)] = true;
            begins[Character.toLowerCase(label.charAt(0))] = true;
        }
    }

    /** Whether a token can begin with a character: asked for each, so that most are not looked at further. */
    boolean mayBegin(char c) {
        return c < 128 && begins[c];
    }

    /** The letters of what was found, in capitals. */
    String letters() {
        return letters;
    }

    /** Where what was found ends. */
    int end() {
        return at;
    }

    /** Looks at one place; {@code last} says that no more text follows. */
    Result read(String all, int start, boolean isLast) {
        text = all;
        last = isLast;
        at = start;
        skipBackslash();
        if (!more()) {
            return undecided();
        }
        int bracket = OPENING.indexOf(text.charAt(at));
        if (bracket >= 0) {
            at++;
            skipSpace();
        } else if (start > 0 && Character.isLetterOrDigit(all.charAt(start - 1))) {
            return Result.NONE;
        }
        return label(bracket);
    }

    /** Labels may begin with each other: the one behind which letters follow is meant. */
    private Result label(int bracket) {
        int start = at;
        boolean open = false;
        for (String label : labels) {
            at = start;
            Result result = name(label);
            result = result == Result.TOKEN ? letters(bracket) : result;
            if (result == Result.TOKEN) {
                return result;
            }
            open |= result == Result.OPEN;
        }
        return open ? Result.OPEN : Result.NONE;
    }

    /** A label and the separator behind it. */
    private Result name(String label) {
        for (int i = 0; i <= label.length(); i++) {
            if (i == label.length() || label.charAt(i) == '_') {
                skipBackslash();
            }
            if (!more()) {
                return undecided();
            }
            char c = text.charAt(at);
            boolean separates = i == label.length() || label.charAt(i) == '_';
            boolean fits = separates ? "_- :".indexOf(c) >= 0 : Character.toUpperCase(c) == label.charAt(i);
            if (!fits) {
                return Result.NONE;
            }
            at++;
        }
        return Result.TOKEN;
    }

    private Result letters(int bracket) {
        skipSpace();
        int start = at;
        while (more() && at - start < Token.LETTERS) {
            if (!Token.isLetter(text.charAt(at))) {
                return Result.NONE;
            }
            at++;
        }
        if (at - start < Token.LETTERS) {
            return undecided();
        }
        letters = text.substring(start, at).toUpperCase(Locale.ROOT);
        return bracket >= 0 ? closed(bracket) : bare();
    }

    /** The closing bracket belongs to the token if the opening one does; without it, the opening one was lost. */
    private Result closed(int bracket) {
        int behind = at;
        skipSpace();
        skipBackslash();
        if (!more()) {
            at = behind;
            return last ? Result.TOKEN : Result.OPEN;
        }
        if (text.charAt(at) == CLOSING.charAt(bracket)) {
            at++;
            return Result.TOKEN;
        }
        at = behind;
        return bare();
    }

    private Result bare() {
        if (!more()) {
            return last ? Result.TOKEN : Result.OPEN;
        }
        return Character.isLetterOrDigit(text.charAt(at)) ? Result.NONE : Result.TOKEN;
    }

    private Result undecided() {
        return last ? Result.NONE : Result.OPEN;
    }

    private boolean more() {
        return at < text.length();
    }

    private void skipBackslash() {
        if (escapes && more() && text.charAt(at) == '\\') {
            at++;
        }
    }

    /** One space: more of them is no token any more, which bounds what is held back. */
    private void skipSpace() {
        if (more() && text.charAt(at) == ' ') {
            at++;
        }
    }
}
