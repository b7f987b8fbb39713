package dev.sluice.plugins.guard.scan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells languages apart: by their script, and those of the Latin and Cyrillic scripts by their most frequent short words.
 *
 * <p>Small on purpose: it answers only where it is sure, so short texts, names and code have no language.
 */
public final class Languages {

    private static final int ENOUGH_WORDS = 4;
    private static final double SHARE = 0.12;
    private static final Map<String, Set<String>> WORDS = Resources.lines("languages.txt").stream()
            .map(line -> List.of(line.split(" ")))
            .collect(Collectors.toUnmodifiableMap(
                    List::getFirst,
                    words -> words.stream().skip(1).map(Folder::fold).collect(Collectors.toUnmodifiableSet())));
    private static final Map<Character.UnicodeScript, String> SCRIPTS = Map.of(
            Character.UnicodeScript.HAN, "zh",
            Character.UnicodeScript.HIRAGANA, "ja",
            Character.UnicodeScript.KATAKANA, "ja",
            Character.UnicodeScript.HANGUL, "ko",
            Character.UnicodeScript.ARABIC, "ar",
            Character.UnicodeScript.HEBREW, "he",
            Character.UnicodeScript.GREEK, "el",
            Character.UnicodeScript.THAI, "th",
            Character.UnicodeScript.DEVANAGARI, "hi");

    private Languages() {}

    /**
     * The languages that are told apart.
     *
     * @return ISO 639-1 codes
     */
    public static Set<String> known() {
        Set<String> known = new java.util.TreeSet<>(WORDS.keySet());
        known.addAll(SCRIPTS.values());
        return known;
    }

    /**
     * The language of a text.
     *
     * @param folded by a {@link Folder}
     * @return an ISO 639-1 code; null if it cannot be told
     */
    public static @Nullable String of(CharSequence folded) {
        String byScript = byScript(folded);
        return byScript != null ? byScript : byWords(folded.toString().strip());
    }

    /** Japanese mixes scripts: some kana tell it from Chinese. */
    private static @Nullable String byScript(CharSequence folded) {
        Map<String, Integer> counts = new HashMap<>();
        folded.codePoints()
                .mapToObj(point -> SCRIPTS.get(Character.UnicodeScript.of(point)))
                .filter(language -> language != null)
                .forEach(language -> counts.merge(language, 1, Integer::sum));
        if (counts.getOrDefault("ja", 0) * 10 > counts.getOrDefault("zh", 0)) {
            counts.merge("ja", counts.getOrDefault("zh", 0), Integer::sum);
        }
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() * 4 > folded.length())
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    private static @Nullable String byWords(String folded) {
        List<String> words = List.of(folded.split(" "));
        if (words.size() < ENOUGH_WORDS) {
            return null;
        }
        String best = null;
        long most = 0;
        long second = 0;
        for (Map.Entry<String, Set<String>> language : WORDS.entrySet()) {
            long hits = words.stream().filter(language.getValue()::contains).count();
            if (hits > most) {
                second = most;
                most = hits;
                best = language.getKey();
            } else {
                second = Math.max(second, hits);
            }
        }
        return most >= words.size() * SHARE && most >= 2 && most > second ? best : null;
    }
}
