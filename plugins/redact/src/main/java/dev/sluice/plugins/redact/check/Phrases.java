package dev.sluice.plugins.redact.check;

import java.util.Locale;
import java.util.Set;

/** Several words in quotes where a password would stand: one of them, or what a form or a program says about passwords. */
final class Phrases {

    private static final int FEWEST_WORDS = 3;

    /** A first word as long as this is taken for a password by itself: the rest must not be left. */
    private static final int LONG = 6;

    /** Words that join others, of which a passphrase has none, and sentences hardly go without. */
    private static final Set<String> JOINING = Set.of(
            "a", "an", "the", "is", "are", "be", "must", "may", "can", "cannot", "should", "has", "have", "was", "not",
            "no", "or", "and", "of", "to", "for", "in", "at", "on", "with", "from", "by", "as", "if", "your", "you",
            "this", "that", "it", "please", "enter", "der", "die", "das", "ist", "muss", "nicht", "und", "oder",
            "bitte", "le", "la", "les", "est", "de", "el", "es", "un", "una");

    private Phrases() {}

    /** Three words or more, or two of which one says more, and none that sentences are made with. */
    static boolean isSecret(String text) {
        String[] words = text.strip().split("\\s+", -1);
        boolean enough = words.length >= FEWEST_WORDS
                || (words.length > 1
                        && (words[0].length() >= LONG || text.chars().anyMatch(Character::isDigit)));
        for (String word : words) {
            String bare = bare(word);
            if (JOINING.contains(bare) || Placeholders.isWord(bare)) {
                return false;
            }
        }
        return enough;
    }

    /** In lower case, without what stands around it. */
    private static String bare(String word) {
        int from = 0;
        int to = word.length();
        while (from < to && !Character.isLetterOrDigit(word.charAt(from))) {
            from++;
        }
        while (to > from && !Character.isLetterOrDigit(word.charAt(to - 1))) {
            to--;
        }
        return word.substring(from, to).toLowerCase(Locale.ROOT);
    }
}
