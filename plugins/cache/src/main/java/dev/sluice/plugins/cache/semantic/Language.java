package dev.sluice.plugins.cache.semantic;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Guesses a text's language by its script, and among those of the Latin script by their smallest words. */
final class Language {

    static final String ENGLISH = "en";
    static final String UNKNOWN = "";

    /** Words of German that are others where they are not written so. */
    static final Set<String> POLITE = Set.of("Sie", "Ihnen", "Ihr", "Ihre", "Ihrem", "Ihren", "Ihrer", "Ihres");

    private static final Map<String, String> SMALL = small(Map.of(
            ENGLISH,
            "the is are was of and to in that it for with how what why when does do my your can i you this on from a",
            "de",
            "der die das und ist sind nicht ein eine wie was warum ich mein meine kann mit für auf zu den dem im von wird",
            "fr",
            "le la les des est sont et un une comment pourquoi je mon ma mes pour avec dans sur du que qui quel au ce",
            "es",
            "el los las es son y un una cómo qué por para con mi mis en del que se lo cuál dónde está",
            "it",
            "il gli è sono e un una come perché che per con mio mia di nel della dei non si quale dove",
            "pt",
            "o os as é são e um uma como por que para com meu minha em do da não se qual onde está",
            "nl",
            "de het een is zijn en hoe waarom ik mijn kan met voor op van niet wat welke aan bij"));

    private Language() {}

    /** A script and, if it can be told, a language: {@code en}, {@code Latin}, {@code Cyrillic}, ... */
    static String of(String text, List<String> words) {
        String script = script(text);
        if (!script.equals(Character.UnicodeScript.LATIN.name())) {
            return script;
        }
        Map<String, Integer> votes = new HashMap<>();
        for (String word : words) {
            for (String language : SMALL.getOrDefault(word, "").split(" ", -1)) {
                if (!language.isEmpty()) {
                    votes.merge(language, 1, Integer::sum);
                }
            }
        }
        return votes.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(UNKNOWN);
    }

    private static String script(String text) {
        Map<Character.UnicodeScript, Integer> letters = new HashMap<>();
        text.codePoints()
                .filter(Character::isLetter)
                .forEach(point -> letters.merge(Character.UnicodeScript.of(point), 1, Integer::sum));
        return letters.entrySet().stream()
                .max(Map.Entry.<Character.UnicodeScript, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(script -> script.getKey().name())
                .orElse(UNKNOWN);
    }

    private static Map<String, String> small(Map<String, String> lists) {
        Map<String, String> languages = new HashMap<>();
        lists.forEach((language, words) -> {
            for (String word : words.split(" ", -1)) {
                languages.merge(word, language, (before, more) -> before + " " + more);
            }
        });
        return Map.copyOf(languages);
    }
}
