package dev.sluice.plugins.cache.semantic;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What English words do to a meaning: which say nothing where they stand, which deny, which are opposites, which are of one class, which mean the same.
 *
 * @param dropped words that vectors need not tell apart
 * @param small words that are others where they are written in capitals throughout
 * @param cased words that are others where any letter is a capital
 * @param greetings words at the beginning that only greet
 * @param thanks words behind a pause at the end that only thank
 * @param mentions words of texts that are about words
 * @param questions words that questions begin with
 * @param openers words that a question begins with
 * @param states verbs that say how somebody is
 * @param labels nouns that a letter may stand behind as a name
 * @param functions words that no article stands before
 * @param telling words that vectors hardly tell apart
 * @param light stems of words that may be missing in one of two texts that ask the same
 * @param frames words at the beginning that only say that something is asked
 * @param asked words that carry none right after one of the next
 * @param askers words that ask
 * @param negations words that deny
 * @param opposites for a word, the pairs that it is of, of which one here and the other there make another meaning
 * @param prefixes that turn a word into another
 * @param classes for a word, the class that it is of and which of the class it is
 * @param synonyms for a word, the one that stands for it, which means the same wherever it stands
 * @param akin for the stem of a word, that of the one that stands for it, which means the same nearly everywhere
 */
record English(
        Set<String> dropped,
        Set<String> small,
        Set<String> cased,
        Set<String> light,
        Set<String> greetings,
        Set<String> thanks,
        Set<String> mentions,
        Set<String> questions,
        Set<String> openers,
        Set<String> states,
        Set<String> labels,
        Set<String> functions,
        Set<String> telling,
        List<List<String>> frames,
        Set<String> asked,
        Set<String> askers,
        Set<String> negations,
        Map<String, List<Side>> opposites,
        List<String> prefixes,
        Map<String, Member> classes,
        Map<String, String> synonyms,
        Map<String, String> akin) {

    /** One side of a pair of opposites. */
    record Side(int pair, boolean second) {

        Side other() {
            return new Side(pair, !second);
        }
    }

    /** A word's place in a class, such as Tuesday's among the days of the week. */
    record Member(int group, int item) {}

    /** Reads the lists that come with the plugin. */
    static English load() {
        try (InputStream in = English.class.getResourceAsStream("english.txt")) {
            if (in == null) {
                throw new IllegalStateException("expected english.txt in the plugin's jar, found none: build it again");
            }
            return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static English read(String text) {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        String section = "";
        for (String line : text.split("\n", -1)) {
            String plain = line.strip();
            if (plain.startsWith("[")) {
                section = plain.substring(1, plain.length() - 1);
            } else if (!plain.isEmpty() && !plain.startsWith("#")) {
                sections.computeIfAbsent(section, name -> new ArrayList<>()).add(plain);
            }
        }
        return new English(
                all(sections, "dropped"),
                all(sections, "small"),
                all(sections, "cased"),
                all(sections, "light"),
                all(sections, "greetings"),
                all(sections, "thanks"),
                all(sections, "mentions"),
                all(sections, "questions"),
                all(sections, "openers"),
                all(sections, "states"),
                all(sections, "labels"),
                all(sections, "functions"),
                all(sections, "telling"),
                lines(sections, "frames").stream().map(English::words).toList(),
                all(sections, "asked"),
                all(sections, "askers"),
                all(sections, "negations"),
                opposites(lines(sections, "opposites")),
                List.copyOf(all(sections, "prefixes")),
                classes(lines(sections, "classes")),
                synonyms(lines(sections, "synonyms"), word -> word),
                synonyms(lines(sections, "akin"), Stems::of));
    }

    private static List<String> lines(Map<String, List<String>> sections, String name) {
        return sections.getOrDefault(name, List.of());
    }

    private static Set<String> all(Map<String, List<String>> sections, String name) {
        Set<String> words = new HashSet<>();
        lines(sections, name).forEach(line -> words.addAll(words(line)));
        return Set.copyOf(words);
    }

    private static Map<String, List<Side>> opposites(List<String> lines) {
        Map<String, List<Side>> opposites = new HashMap<>();
        for (int pair = 0; pair < lines.size(); pair++) {
            String[] sides = lines.get(pair).split("\\|", -1);
            for (int i = 0; i < 2; i++) {
                Side side = new Side(pair, i == 1);
                words(sides[i])
                        .forEach(word -> opposites
                                .computeIfAbsent(word, none -> new ArrayList<>())
                                .add(side));
            }
        }
        return opposites;
    }

    /** Items of a class are words, or where bars stand, all words between two of them. */
    private static Map<String, Member> classes(List<String> lines) {
        Map<String, Member> classes = new HashMap<>();
        for (int group = 0; group < lines.size(); group++) {
            String line = lines.get(group);
            List<String> items = line.contains("|") ? List.of(line.split("\\|", -1)) : words(line);
            for (int item = 0; item < items.size(); item++) {
                for (String word : words(items.get(item))) {
                    classes.putIfAbsent(word, new Member(group, item));
                }
            }
        }
        return Map.copyOf(classes);
    }

    private static Map<String, String> synonyms(List<String> lines, UnaryOperator<String> form) {
        Map<String, String> synonyms = new HashMap<>();
        for (String line : lines) {
            List<String> words = words(line);
            String head = form.apply(words.getFirst());
            String first = synonyms.getOrDefault(head, head);
            words.forEach(word -> synonyms.putIfAbsent(form.apply(word), first));
        }
        return Map.copyOf(synonyms);
    }

    private static List<String> words(String line) {
        return Arrays.stream(line.strip().split("\\s+", -1)).distinct().toList();
    }
}
