package dev.sluice.plugins.redact.detect;

import java.util.List;
import java.util.Locale;

/** Whether a word stands near a place in a text, as a word of its own. */
final class Nearby {

    private static final int BEFORE = 64;
    private static final int AFTER = 32;

    private Nearby() {}

    static boolean any(List<String> words, String text, int start, int end) {
        String before = text.substring(Math.max(0, start - BEFORE), start).toLowerCase(Locale.ROOT);
        String after = text.substring(end, Math.min(text.length(), end + AFTER)).toLowerCase(Locale.ROOT);
        for (String word : words) {
            if (isIn(before, word) || isIn(after, word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isIn(String text, String word) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            int end = at + word.length();
            boolean begins = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
            if (begins
                    && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)) || isIdeographic(word))) {
                return true;
            }
        }
        return false;
    }

    /** Korean, Chinese and Japanese put endings to a word, or the next word, without a space. */
    private static boolean isIdeographic(String word) {
        return word.charAt(0) >= '\u1100';
    }
}
