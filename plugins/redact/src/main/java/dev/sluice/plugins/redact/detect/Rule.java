package dev.sluice.plugins.redact.detect;

import dev.sluice.api.plugin.Checkpoint;
import java.util.List;
import java.util.function.Predicate;
import org.safere.Matcher;
import org.safere.Pattern;

/**
 * One way in which an entity is written.
 *
 * @param score how sure a match is by itself
 * @param pattern what it looks like; in linear time. If it has a group, the group alone is found
 * @param check what else must hold of it
 * @param cues literals of which one must be in the text for the rule to be tried; empty for numbers, which are found by
 *     their digits
 * @param digits how many digits there must be for the rule to be tried, if it has no cues
 * @param bare whether no letter and no digit may touch a match; if not, the pattern itself says what may
 * @param cut whether the check is tried on the beginning of a match, too, up to where a group ends: for numbers that may be
 *     followed by another one
 */
public record Rule(
        double score,
        Pattern pattern,
        Predicate<String> check,
        List<String> cues,
        int digits,
        boolean bare,
        boolean cut) {

    /** How often a stretch is looked at again, at least; and one time more for so many characters. */
    private static final int PATIENCE = 16;

    /** A match up to this length counts as one look; a longer one as more, since it is read again. */
    private static final int FREE = 64;

    /** The check of a rule that has none. */
    static final Predicate<String> UNCHECKED = value -> true;

    /** What is less sure by itself needs a word beside it. */
    private static final double WEAK = 0.3;

    private static final int ALWAYS = -1;
    private static final int CUTS = 4;
    private static final String SEPARATORS = " -/()\u00a0\u2013";

    public Rule {
        cues = List.copyOf(cues);
    }

    /**
     * A rule that is tried on every text.
     *
     * @param score how sure a match is by itself
     * @param pattern what it looks like
     * @return the rule
     */
    public static Rule always(double score, Pattern pattern) {
        return new Rule(score, pattern, UNCHECKED, List.of(), ALWAYS, false, false);
    }

    /**
     * A rule for words that are sure by themselves, where they are words of their own.
     *
     * @param pattern matches any of them
     * @return the rule
     */
    public static Rule words(Pattern pattern) {
        return new Rule(1, pattern, UNCHECKED, List.of(), ALWAYS, true, false);
    }

    /** Whether it is tried on every text. */
    boolean isAlways() {
        return digits == ALWAYS;
    }

    /** Whether a match begins with the cue, letter by letter as it is written. */
    boolean beginsWithCue() {
        return cues.size() == 1 && pattern.pattern().startsWith(Pattern.quote(cues.getFirst()));
    }

    /** Whether a match says little by itself: its form alone is common, and nothing about it is checked. */
    boolean isWeak() {
        return score < WEAK && check.equals(UNCHECKED);
    }

    /** Whether a text is one from its beginning to its end. */
    boolean takes(String value) {
        return pattern.matcher(value).matches() && check.test(value);
    }

    /**
     * Finds all matches in a stretch of text.
     *
     * @param text the whole
     * @param from where the stretch begins: no word goes across
     * @param to where it ends: no word goes across
     * @param matches takes what was found
     */
    void find(String text, int from, int to, Matches matches) {
        String stretch = from == 0 && to == text.length() ? text : text.substring(from, to);
        Matcher matcher = pattern.matcher(stretch);
        int group = Math.min(1, matcher.groupCount());
        int patience = PATIENCE + stretch.length() / PATIENCE;
        int at = 0;
        while (at <= stretch.length() && matcher.find(at)) {
            Checkpoint.pass();
            int start = matcher.start(group);
            int end = taken(stretch, start, matcher.end(group), patience > 0);
            if (end > start) {
                matches.found(this, from + start, from + end);
                at = end;
            } else {
                // A shorter match may begin right behind the start of this one: looked for so often, the longer the
                // less.
                at = patience > 0 ? matcher.start() + 1 : Math.max(matcher.end(), at + 1);
                patience -= 1 + (matcher.end() - matcher.start()) / FREE;
            }
        }
    }

    /** The end of what is taken of a match; its start if nothing is. */
    private int taken(String text, int start, int end, boolean patient) {
        if (!isBare(text, start, end)) {
            return start;
        }
        if (check.test(text.substring(start, end))) {
            return end;
        }
        return cut && patient ? shorter(text, start, end) : start;
    }

    private boolean isBare(String text, int start, int end) {
        return !bare || (begins(text, start) && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end))));
    }

    /** Not in a word, and not in the middle of a number that is written in groups. */
    private static boolean begins(String text, int start) {
        char before = start == 0 ? ' ' : text.charAt(start - 1);
        boolean grouped = "-./+".indexOf(before) >= 0 && start > 1 && Character.isDigit(text.charAt(start - 2));
        return !grouped && !Character.isLetterOrDigit(before);
    }

    /** The end of the longest of the next runs of whole groups for which the check holds; the start if there is none. */
    private int shorter(String text, int start, int end) {
        int cuts = 0;
        for (int behind = end - 1; behind > start && cuts < CUTS; behind--) {
            if (SEPARATORS.indexOf(text.charAt(behind)) >= 0) {
                cuts++;
                if (check.test(text.substring(start, behind))) {
                    return behind;
                }
            }
        }
        return start;
    }

    /** Takes matches. */
    @FunctionalInterface
    interface Matches {
        void found(Rule rule, int start, int end);
    }
}
