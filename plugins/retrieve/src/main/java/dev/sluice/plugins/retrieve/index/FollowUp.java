package dev.sluice.plugins.retrieve.index;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a question leans on what was asked before. By its first words in English, and by its length in any language. */
final class FollowUp {

    /** How many words of what was asked before complete a question. */
    static final int WORDS = 6;

    /** A question with no more words of its own than this says too little by itself. */
    private static final int FEW = 2;

    /** Where a pointing word in the middle of a question counts: a longer one has what it points to in itself. */
    private static final int SHORT = 5;

    private static final Set<String> OPENERS =
            Set.of("and", "but", "or", "so", "also", "then", "what about", "how about", "why", "why not", "really");
    private static final Set<String> POINTERS = Set.of(
            "it", "its", "he", "him", "his", "she", "her", "hers", "they", "them", "their", "theirs", "this", "that",
            "these", "those", "there", "one", "ones", "same", "else", "instead", "latter", "former");

    private static final Pattern WORD = Pattern.compile("\\p{L}+");

    private FollowUp() {}

    static boolean is(String question, int own) {
        String lower = question.toLowerCase(Locale.ROOT).strip();
        Matcher word = WORD.matcher(lower);
        boolean first = true;
        boolean points = false;
        while (word.find()) {
            points |= POINTERS.contains(word.group()) && (first || own <= SHORT);
            first = false;
        }
        return own <= FEW || points || OPENERS.stream().anyMatch(opener -> lower.startsWith(opener + " "));
    }
}
