package dev.sluice.plugins.guard.injection;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Signs that a text as a whole is written in another way: in rot13, in reverse, with digits for letters, with escapes. What the signs are
 * seldom comes by accident, and if it does, the text is judged once more, no more than that.
 */
final class Disguise {

    private static final int ENOUGH_WORDS = 2;
    private static final int ENOUGH_MIXED = 3;
    private static final int ENOUGH_ESCAPES = 6;
    private static final int LONGEST_SIGN = 12;

    /** Words that nearly every text has, and those that attacks have, which count twice. */
    private static final List<String> COMMON =
            List.of("the", "and", "you", "your", "this", "that", "with", "from", "all");

    private static final List<String> TELLING = List.of(
            "ignore",
            "disregard",
            "forget",
            "previous",
            "instructions",
            "system",
            "prompt",
            "reveal",
            "ignoriere",
            "vergiss");

    private static final Signs SIGNS = new Signs();

    private int turned;
    private int reversed;
    private int mixed;
    private int escapes;

    /** Whether a run of two or more may be one of the words that tell, by how it begins. */
    static boolean mayBeSign(String text, int start) {
        return SIGNS.mayBeAt(text, start);
    }

    /** Looks at a run of letters, digits and what joins them. */
    void word(String text, int start, int end, boolean isMixed) {
        if (isMixed && end - start >= 4) {
            mixed++;
        }
        if (end - start <= LONGEST_SIGN && mayBeSign(text, start)) {
            turned += SIGNS.at(text, start, end, SIGNS.turned);
            reversed += SIGNS.at(text, start, end, SIGNS.reversed);
        }
    }

    /** Looks at another character. */
    void mark(String text, int at) {
        char c = text.charAt(at);
        if (c == '%' || c == '\\' || c == '&') {
            escapes += Escapes.isAt(text, at) ? 1 : 0;
        }
    }

    /** The text without its disguises; nearly always none. */
    List<String> undo(String text) {
        List<String> undone = new ArrayList<>(0);
        if (turned >= ENOUGH_WORDS) {
            undone.add(rot13(text));
        }
        if (reversed >= ENOUGH_WORDS) {
            undone.add(reversed(text));
        }
        if (mixed >= ENOUGH_MIXED) {
            undone.add(spelt(text, 'i'));
            undone.add(spelt(text, 'l'));
        }
        if (escapes >= ENOUGH_ESCAPES) {
            undone.add(Escapes.undo(text));
        }
        return undone;
    }

    private static String rot13(String text) {
        StringBuilder turned = new StringBuilder(text);
        for (int i = 0; i < turned.length(); i++) {
            char c = turned.charAt(i);
            if (c >= 'a' && c <= 'z') {
                turned.setCharAt(i, (char) ((c - 'a' + 13) % 26 + 'a'));
            } else if (c >= 'A' && c <= 'Z') {
                turned.setCharAt(i, (char) ((c - 'A' + 13) % 26 + 'A'));
            }
        }
        return turned.toString();
    }

    private static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    /** A one may stand for an i or for an l. */
    private static String spelt(String text, char one) {
        StringBuilder spelt = new StringBuilder(text);
        for (int i = 0; i < spelt.length(); i++) {
            int like = "013457@$!|".indexOf(spelt.charAt(i));
            if (like >= 0 && isBesideLetter(text, i)) {
                spelt.setCharAt(i, like == 1 ? one : "oieastasil".charAt(like));
            }
        }
        return spelt.toString();
    }

    private static boolean isBesideLetter(String text, int at) {
        return (at > 0 && Character.isLetterOrDigit(text.charAt(at - 1)))
                || (at + 1 < text.length() && Character.isLetterOrDigit(text.charAt(at + 1)));
    }

    /** Words as they look in disguise. Most words are none by their first two letters, for which there is a bit each. */
    private static final class Signs {

        private static final int LETTERS = 32;

        private final List<String> turned = words(Disguise::rot13);
        private final List<String> reversed = words(Disguise::reversed);
        private final int[] begins = new int[LETTERS]; // By the first letter: bits of the second.

        Signs() {
            turned.forEach(this::mark);
            reversed.forEach(this::mark);
        }

        private static List<String> words(UnaryOperator<String> disguise) {
            return Stream.concat(COMMON.stream(), TELLING.stream())
                    .map(disguise)
                    .toList();
        }

        private void mark(String word) {
            begins[word.charAt(0) & (LETTERS - 1)] |= 1 << word.charAt(1);
        }

        boolean mayBeAt(String text, int start) {
            return (begins[text.charAt(start) & (LETTERS - 1)] >>> text.charAt(start + 1) & 1) != 0;
        }

        /** How much a word counts. */
        int at(String text, int start, int end, List<String> words) {
            for (String word : words) {
                if (word.length() == end - start && text.regionMatches(true, start, word, 0, word.length())) {
                    return word.length() > 4 ? 2 : 1;
                }
            }
            return 0;
        }
    }
}
