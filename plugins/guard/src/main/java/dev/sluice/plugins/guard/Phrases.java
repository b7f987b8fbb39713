package dev.sluice.plugins.guard;

import dev.sluice.plugins.guard.scan.Automaton;
import dev.sluice.plugins.guard.scan.CountingScanner;
import dev.sluice.plugins.guard.scan.Finding;
import dev.sluice.plugins.guard.scan.PhraseScanner;
import dev.sluice.plugins.guard.scan.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Phrases with what they stand for, found in one pass.
 *
 * @param automaton finds them
 * @param kinds the label of each, by its id
 */
record Phrases(Automaton automaton, List<Finding> kinds) {

    private static final int REFUSALS_UNTIL = 160;

    static ScannerFactory words(Check.Words words) {
        Map<String, List<String>> lists = new java.util.TreeMap<>(words.topics());
        lists.put("", words.words());
        Phrases phrases = of(lists);
        if (words.atLeast() == 1) {
            return (facts, role) -> new PhraseScanner(phrases.automaton, phrases.kinds::get);
        }
        return (facts, role) -> new CountingScanner(phrases.automaton, phrases.kinds::get, words.atLeast());
    }

    static ScannerFactory harm(Check.Harm harm) {
        Map<String, List<String>> lists = labelled("harm.txt");
        List<String> wanted = harm.categories().stream()
                .map(category -> category.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
        lists.keySet().retainAll(wanted);
        Phrases phrases = of(lists);
        return (facts, role) -> new PhraseScanner(phrases.automaton, phrases.kinds::get);
    }

    static ScannerFactory refusals() {
        Phrases phrases = of(Map.of("", Resources.lines("refusals.txt")));
        return (facts, role) -> new PhraseScanner(phrases.automaton, phrases.kinds::get, REFUSALS_UNTIL);
    }

    static ScannerFactory canary(String word) {
        Automaton automaton = Automaton.of(List.of(word));
        IntFunction<Finding> kind = id -> Finding.sure(0, 0, "canary");
        return (facts, role) -> new PhraseScanner(automaton, kind);
    }

    private static Phrases of(Map<String, List<String>> lists) {
        List<String> all = new ArrayList<>();
        List<Finding> kinds = new ArrayList<>();
        lists.forEach((label, phrases) -> phrases.forEach(phrase -> {
            all.add(phrase);
            kinds.add(Finding.sure(0, 0, label));
        }));
        return new Phrases(Automaton.of(all), List.copyOf(kinds));
    }

    /** A list in the jar, each line a label, a colon and a phrase. */
    static Map<String, List<String>> labelled(String resource) {
        Map<String, List<String>> lists = new java.util.TreeMap<>();
        for (String line : Resources.lines(resource)) {
            int colon = line.indexOf(':');
            lists.computeIfAbsent(line.substring(0, colon).strip(), label -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return lists;
    }
}
