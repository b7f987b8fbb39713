package dev.sluice.plugins.guard.scan;

import java.util.function.Consumer;
import org.safere.Matcher;
import org.safere.Pattern;

/**
 * Finds what a regular expression matches, in linear time.
 *
 * <p>A match begins at the leftmost place where the expression matches within the next {@code longest} characters, which are
 * looked at as if the text ended there: so what it finds does not depend on when the rest comes. As many characters are held back.
 */
public final class PatternScanner implements Scanner {

    private final Pattern pattern;
    private final int longest;
    private final String label;
    private final StringBuilder window = new StringBuilder();
    private long at; // Of the window's first character.
    private int from; // In the window: where a match may begin; what is before is there for \b and the like.

    /**
     * Makes one for one text.
     *
     * @param pattern matches at least one character
     * @param longest how many characters a match may have
     * @param label what it finds
     */
    public PatternScanner(Pattern pattern, int longest, String label) {
        this.pattern = pattern;
        this.longest = longest;
        this.label = label;
    }

    @Override
    public void next(Piece piece, Consumer<Finding> found) {
        window.append(piece.raw());
        scan(window.length() - longest, found);
        int drop = from - 1; // One character of context is kept.
        if (drop > longest) {
            window.delete(0, drop);
            at += drop;
            from -= drop;
        }
    }

    @Override
    public void end(Consumer<Finding> found) {
        scan(window.length(), found);
    }

    @Override
    public long clear() {
        return at + from;
    }

    /** Finds what begins before {@code limit}. */
    private void scan(int limit, Consumer<Finding> found) {
        while (from < limit) {
            Matcher matcher = pattern.matcher(window);
            matcher.useTransparentBounds(true).region(from, window.length());
            if (!matcher.find() || matcher.start() >= limit) {
                from = limit;
                return;
            }
            from = matched(matcher, found);
        }
    }

    /** What matches at this place within the longest; returns where to look on. */
    private int matched(Matcher matcher, Consumer<Finding> found) {
        int start = matcher.start();
        Matcher here = pattern.matcher(window.substring(0, Math.min(window.length(), start + longest)));
        here.useTransparentBounds(true).region(start, Math.min(window.length(), start + longest));
        if (!here.lookingAt() || here.end() == start) {
            return start + 1;
        }
        found.accept(Finding.sure(at + start, at + here.end(), label));
        return here.end();
    }
}
