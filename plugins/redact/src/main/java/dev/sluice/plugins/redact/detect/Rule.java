package dev.sluice.plugins.redact.detect;

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
 */
public record Rule(
        double score, Pattern pattern, Predicate<String> check, List<String> cues, int digits, boolean bare) {

    /** How often a stretch is looked at again, at least; and one time more for so many characters. */
    private static final int PATIENCE = 16;

    private static final int CUTS = 4;
    private static final String SEPARATORS = " -/()\u00a0\u2013";

    public Rule {
        cues = List.copyOf(cues);
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
            int start = matcher.start(group);
            int end = taken(stretch, start, matcher.end(group), patience > 0);
            if (end > start) {
                matches.found(this, from + start, from + end);
                at = end;
            } else {
                // A shorter match may begin right behind the start of this one: looked for so often, and no more.
                at = patience-- > 0 ? matcher.start() + 1 : Math.max(matcher.end(), at + 1);
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
        return patient ? shorter(text, start, end) : start;
    }

    private boolean isBare(String text, int start, int end) {
        return !bare
                || ((start == 0 || !Character.isLetterOrDigit(text.charAt(start - 1)))
                        && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end))));
    }

    /** The end of the longest of the next runs of whole groups for which the check holds; the start if there is none. */
    private int shorter(String text, int start, int end) {
        int cuts = 0;
        for (int cut = end - 1; cut > start && cuts < CUTS; cut--) {
            if (SEPARATORS.indexOf(text.charAt(cut)) >= 0) {
                cuts++;
                if (takes(text.substring(start, cut))) {
                    return cut;
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
