package dev.sluice.plugins.guard.scan;

import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds that a text is in another language than it should be; decides by its first {@value #ENOUGH} folded characters, among the first
 * {@value #FAR} as they came. Addresses are in no language.
 */
public final class LanguageScanner implements Scanner {

    private static final int ENOUGH = 240;
    private static final int FAR = 4096;

    /** No more than what an address is written in: words of other scripts right behind one are words. */
    private static final Pattern ADDRESS =
            Pattern.compile("(?:(?:[a-zA-Z][a-zA-Z0-9+.-]{0,15}+:)?//|(?i:www\\.))[\\x21-\\x7e]++");

    private final Set<String> allowed;
    private final StringBuilder beginning = new StringBuilder();
    private int unjudged;
    private boolean decided;

    /**
     * Makes one for one text.
     *
     * @param allowed ISO 639-1 codes
     */
    public LanguageScanner(Set<String> allowed) {
        this.allowed = allowed;
    }

    @Override
    public void next(Piece piece, Consumer<Finding> found) {
        if (decided) {
            return;
        }
        String raw = piece.raw();
        beginning.append(raw, 0, Math.min(raw.length(), FAR - beginning.length()));
        unjudged += raw.length();
        if (beginning.length() >= FAR) {
            decide(words(beginning.length()), found);
        } else if (unjudged >= ENOUGH) {
            unjudged = 0;
            String words = words(lastBlank()); // What follows may still be the beginning of an address.
            if (words.length() >= ENOUGH) {
                decide(words, found);
            }
        }
    }

    @Override
    public void end(Consumer<Finding> found) {
        if (!decided) {
            decide(words(beginning.length()), found);
        }
    }

    @Override
    public long clear() {
        return decided ? EVERYTHING : 0;
    }

    private String words(int until) {
        return Folder.fold(ADDRESS.matcher(beginning.substring(0, until)).replaceAll(" "));
    }

    private int lastBlank() {
        int at = beginning.length();
        while (at > 0 && !Character.isWhitespace(beginning.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    private void decide(String words, Consumer<Finding> found) {
        decided = true;
        @Nullable String language = Languages.of(words.substring(0, Math.min(words.length(), ENOUGH)));
        if (language != null && !allowed.contains(language)) {
            found.accept(Finding.sure(0, 1, language));
        }
    }
}
