package dev.sluice.plugins.retrieve.ground;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Words of which a sentence says one where its source says the other. */
final class Opposites {

    private static final String[][] PAIRS = {
        {"open", "closed"},
        {"opens", "closes"},
        {"on", "off"},
        {"before", "after"},
        {"above", "below"},
        {"more", "less"},
        {"more", "fewer"},
        {"higher", "lower"},
        {"increase", "decrease"},
        {"increased", "decreased"},
        {"increases", "decreases"},
        {"rise", "fall"},
        {"first", "last"},
        {"always", "never"},
        {"allowed", "forbidden"},
        {"required", "optional"},
        {"enable", "disable"},
        {"enabled", "disabled"},
        {"accept", "reject"},
        {"accepted", "rejected"},
        {"include", "exclude"},
        {"included", "excluded"},
        {"with", "without"},
        {"all", "none"},
        {"minimum", "maximum"},
        {"earliest", "latest"},
        {"north", "south"},
        {"east", "west"},
        {"male", "female"},
        {"win", "lose"},
        {"won", "lost"},
        {"safe", "dangerous"},
        {"true", "false"},
        {"same", "different"},
        {"largest", "smallest"},
        {"best", "worst"},
        {"oldest", "newest"},
        {"easy", "difficult"},
        {"old", "new"},
    };

    private static final Map<String, Set<String>> ALL = table();

    private Opposites() {}

    /** Whether one of the words has its opposite among the others, and not itself. */
    static boolean clash(Set<String> words, Set<String> others) {
        return words.stream()
                .filter(word -> !others.contains(word))
                .anyMatch(word -> ALL.getOrDefault(word, Set.of()).stream()
                        .anyMatch(opposite -> others.contains(opposite) && !words.contains(opposite)));
    }

    private static Map<String, Set<String>> table() {
        Map<String, Set<String>> table = new HashMap<>();
        for (String[] pair : PAIRS) {
            table.merge(pair[0], Set.of(pair[1]), Opposites::both);
            table.merge(pair[1], Set.of(pair[0]), Opposites::both);
        }
        return Map.copyOf(table);
    }

    private static Set<String> both(Set<String> some, Set<String> more) {
        return java.util.stream.Stream.concat(some.stream(), more.stream())
                .collect(java.util.stream.Collectors.toUnmodifiableSet());
    }
}
