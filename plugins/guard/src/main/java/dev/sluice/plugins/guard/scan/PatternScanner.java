package dev.sluice.plugins.guard.scan;

import dev.sluice.api.plugin.Checkpoint;
import java.util.function.Consumer;
import org.safere.Matcher;
import org.safere.Pattern;

/**
 * Finds what a regular expression matches, in linear time.
 *
 * <p>A match begins at the leftmost place where the expression matches within the next {@code longest} characters, which are
 * looked at as if the text ended there: so what it finds does not depend on when the rest comes. As many characters are held back, or none
 * where none of its {@link Leads} stands.
 */
public final class PatternScanner implements Scanner {

    private static final int SLICE = 4 << 10;

    private final Pattern pattern;
    private final Leads leads;
    private final int longest;
    private final String label;
    private final StringBuilder window = new StringBuilder();
    private long at; // Of the window's first character.
    private int from; // In the window: where a match may begin; what is before is there for \b and the like.

    /**
     * Makes one for one text.
     *
     * @param pattern matches at least one character
     * @param leads what its matches begin with
     * @param longest how many characters a match may have
     * @param label what it finds
     */
    public PatternScanner(Pattern pattern, Leads leads, int longest, String label) {
        this.pattern = pattern;
        this.leads = leads;
        this.longest = longest;
        this.label = label;
    }

    /** A large piece in slices: each search copies the window, so that a megabyte of matches would take hours at once. */
    @Override
    public void next(Piece piece, Consumer<Finding> found) {
        String raw = piece.raw();
        for (int from = 0; from < raw.length(); from += SLICE) {
            Checkpoint.pass();
            window.append(raw, from, Math.min(raw.length(), from + SLICE));
            slice(found);
        }
    }

    private void slice(Consumer<Finding> found) {
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
        skip();
        while (from < limit) {
            Matcher matcher = pattern.matcher(window);
            matcher.useTransparentBounds(true).region(from, window.length());
            if (!matcher.find() || matcher.start() >= limit) {
                from = limit;
                skip();
                return;
            }
            from = matched(matcher, found);
            skip();
        }
    }

    /** Goes on to where a match may begin, which may be at once behind everything that has come. */
    private void skip() {
        if (leads.any()) {
            from = leads.next(window, from);
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
