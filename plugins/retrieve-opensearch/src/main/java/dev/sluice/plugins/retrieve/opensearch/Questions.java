package dev.sluice.plugins.retrieve.opensearch;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The words of a question that may say something: the engine knows how it cuts and stems them. */
final class Questions {

    /** A question is short; of a pasted document the first words have to do. */
    private static final int MOST = 32;

    /** Shorter ones are mostly those that say nothing, in any language that puts spaces between words. */
    private static final int SHORTEST = 3;

    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");

    private Questions() {}

    static List<String> words(String text) {
        return BETWEEN.splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(word -> word.length() >= SHORTEST)
                .distinct()
                .limit(MOST)
                .toList();
    }
}
