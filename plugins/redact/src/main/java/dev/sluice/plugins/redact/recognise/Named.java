package dev.sluice.plugins.redact.recognise;

import dev.sluice.plugins.redact.detect.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Names that were found in a call. A name is a name wherever it stands in the call, in its records and in its JSON: so they are kept
 * as words, not as places.
 *
 * @param names the longest first
 */
public record Named(List<Name> names) {

    /** No names. */
    public static final Named NONE = new Named(List.of());

    public Named {
        Set<Name> once = new LinkedHashSet<>(names);
        names = once.stream()
                .sorted(Comparator.comparingInt((Name name) -> -name.text().length()))
                .toList();
    }

    /**
     * Adds the places of the names to what patterns have found.
     *
     * @param text any text of the call
     * @param found in it, in order; wins over names
     * @return both, in order and without overlaps
     */
    public List<Finding> with(String text, List<Finding> found) {
        if (names.isEmpty()) {
            return found;
        }
        List<Finding> all = new ArrayList<>(found);
        for (Name name : names) {
            for (int at = text.indexOf(name.text()); at >= 0; at = text.indexOf(name.text(), at + 1)) {
                Finding place = new Finding(name.entity(), at, at + name.text().length(), 1);
                if (isWord(text, place) && all.stream().noneMatch(place::overlaps)) {
                    all.add(place);
                }
            }
        }
        all.sort(Comparator.comparingInt(Finding::start));
        return all;
    }

    private static boolean isWord(String text, Finding place) {
        return (place.start() == 0 || !Character.isLetterOrDigit(text.charAt(place.start() - 1)))
                && (place.end() == text.length() || !Character.isLetterOrDigit(text.charAt(place.end())));
    }

    /**
     * A name.
     *
     * @param entity what it names
     * @param text as it is written
     */
    public record Name(String entity, String text) {}
}
