package dev.sluice.plugins.cache.semantic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Says whether the answer to one text may be given to another: whatever their vectors say, both have to have the same language, numbers, names
 * and code, deny as often, say no opposites, and no two things of one kind (Monday and Tuesday). Then they have to say the
 * same words in the same order, in whatever forms; but for some that say little, or as one rewords a sentence, where their vectors are
 * very near. Immutable.
 */
public final class Gates {

    private static final int FEW = 5;
    private static final int SHORT = 8;
    private static final double MOST_IN_ORDER = 0.6;
    private static final double MOST_IN_COMMON = 0.5;
    private static final double TOLD_BY_VECTORS = 0.2;

    private final English english = English.load();

    /** What they say. */
    public enum Verdict {
        /** The same words in other forms. */
        SAME_WORDS,
        /** The same words, but for some that say little, or for so many that their vectors would tell another meaning. */
        MOST_WORDS,
        /** Another language. */
        LANGUAGE,
        /** Other numbers, units, dates. */
        NUMBERS,
        /** Other names, or in another order. */
        NAMES,
        /** Other code. */
        CODE,
        /** One denies what the other does not. */
        NEGATION,
        /** One says the opposite. */
        OPPOSITE,
        /** One says another thing of the same kind. */
        KIND,
        /** The words are in another order. */
        ORDER,
        /** Other words. */
        WORDS;

        /** Whether one may stand for the other where their vectors are near enough for that. */
        public boolean passes() {
            return this == SAME_WORDS || this == MOST_WORDS;
        }
    }

    /** Takes a text apart, once for all comparisons. */
    public Wording wording(String text) {
        return Wording.of(text, english);
    }

    /** Compares two texts. */
    public Verdict compare(Wording one, Wording other) {
        if (!sameLanguage(one.language(), other.language())) {
            return Verdict.LANGUAGE;
        }
        if (!one.numbers().equals(other.numbers())) {
            return Verdict.NUMBERS;
        }
        if (!hasNames(one, other)) {
            return Verdict.NAMES;
        }
        if (!other.exact().containsAll(one.code()) || !one.exact().containsAll(other.code())) {
            return Verdict.CODE;
        }
        return polarity(one, other);
    }

    private Verdict polarity(Wording one, Wording other) {
        if (one.negations() != other.negations()) {
            return Verdict.NEGATION;
        }
        if (sayOpposites(one.sides(), other.sides()) || sayTurned(one, other)) {
            return Verdict.OPPOSITE;
        }
        if (!sameKinds(one.words(), other.words())) {
            return Verdict.KIND;
        }
        Verdict verdict = wording(one.core(), other.core());
        boolean known = isEnglish(one.language()) && isEnglish(other.language());
        boolean told = known && one.telling().equals(other.telling());
        return verdict == Verdict.WORDS && told ? reworded(one.gist(), other.gist()) : verdict;
    }

    private static boolean isEnglish(String language) {
        return language.equals(Language.ENGLISH) || language.equals(Language.UNKNOWN);
    }

    /** One other word asks for something else, unless it says little; and another order says who does what to whom. */
    private Verdict wording(List<String> one, List<String> other) {
        Map<String, Integer> common = common(one, other);
        List<String> here = kept(one, common);
        List<String> there = kept(other, common);
        if (here.isEmpty() || !saysLittle(rest(one, common)) || !saysLittle(rest(other, common))) {
            return Verdict.WORDS;
        }
        if (!here.equals(there)) {
            return Verdict.ORDER;
        }
        return one.size() == other.size() && here.size() == one.size() ? Verdict.SAME_WORDS : Verdict.MOST_WORDS;
    }

    /**
     * A sentence worded anew has most words in common, and others in several places. Its vectors are near because it means the same:
     * where a good part of the words differs, they would tell if it did not. Of a few words each counts, and so does each that vectors hardly
     * tell apart.
     */
    private static Verdict reworded(List<String> one, List<String> other) {
        Map<String, Integer> common = common(one, other);
        List<String> here = kept(one, common);
        int all = one.size() + other.size() - here.size();
        boolean most = here.size() >= FEW && here.size() >= MOST_IN_COMMON * all;
        boolean several = Math.max(one.size(), other.size()) - here.size() > 1;
        if (!most || !several || all - here.size() < TOLD_BY_VECTORS * all) {
            return Verdict.WORDS;
        }
        return inOrder(here, kept(other, common)) ? Verdict.MOST_WORDS : Verdict.ORDER;
    }

    private static boolean inOrder(List<String> one, List<String> other) {
        return one.size() <= SHORT ? one.equals(other) : subsequence(one, other) >= MOST_IN_ORDER * one.size();
    }

    /** The length of the longest common subsequence. */
    private static int subsequence(List<String> one, List<String> other) {
        int[] row = new int[other.size() + 1];
        for (String word : one) {
            int diagonal = 0;
            for (int i = 1; i <= other.size(); i++) {
                int above = row[i];
                row[i] = word.equals(other.get(i - 1)) ? diagonal + 1 : Math.max(above, row[i - 1]);
                diagonal = above;
            }
        }
        return row[other.size()];
    }

    private boolean saysLittle(List<String> words) {
        return english.light().containsAll(words);
    }

    /** A text too short to tell counts for English. */
    private static boolean sameLanguage(String one, String other) {
        return one.equals(other)
                || (one.equals(Language.UNKNOWN) && other.equals(Language.ENGLISH))
                || (other.equals(Language.UNKNOWN) && one.equals(Language.ENGLISH));
    }

    private static boolean hasNames(Wording one, Wording other) {
        if (!other.words().containsAll(one.names()) || !one.words().containsAll(other.names())) {
            return false;
        }
        Map<String, Integer> common = common(one.names(), other.names());
        return kept(one.names(), common).equals(kept(other.names(), common));
    }

    /** Unless both say both. */
    private static boolean sayOpposites(Set<English.Side> one, Set<English.Side> other) {
        return one.stream()
                .anyMatch(
                        side -> other.contains(side.other()) && !(one.contains(side.other()) && other.contains(side)));
    }

    /** Whether one has a word that the other has with a prefix before it: {@code lock} and {@code unlock}. */
    private boolean sayTurned(Wording one, Wording other) {
        return sayTurned(one.core(), other.core()) || sayTurned(one.gist(), other.gist());
    }

    private boolean sayTurned(List<String> one, List<String> other) {
        Set<String> here = new HashSet<>(one);
        Set<String> there = new HashSet<>(other);
        Set<String> onlyHere = without(here, there);
        Set<String> onlyThere = without(there, here);
        return turned(onlyHere, onlyThere) || turned(onlyThere, onlyHere);
    }

    private boolean turned(Set<String> bare, Set<String> prefixed) {
        return bare.stream()
                .anyMatch(word -> english.prefixes().stream()
                                .anyMatch(prefix ->
                                        prefixed.contains(prefix + word) || prefixed.contains(prefix + "-" + word))
                        || prefixed.contains(word + "less")
                        || (word.endsWith("ful") && prefixed.contains(word.replaceAll("ful$", "less"))));
    }

    private boolean sameKinds(Set<String> one, Set<String> other) {
        Map<Integer, Set<Integer>> here = kinds(one);
        Map<Integer, Set<Integer>> there = kinds(other);
        return here.entrySet().stream()
                .allMatch(kind -> kind.getValue().equals(there.getOrDefault(kind.getKey(), kind.getValue())));
    }

    private Map<Integer, Set<Integer>> kinds(Set<String> words) {
        Map<Integer, Set<Integer>> kinds = new HashMap<>();
        for (String word : words) {
            English.Member member = english.classes().get(word);
            if (member != null) {
                kinds.computeIfAbsent(member.group(), group -> new HashSet<>()).add(member.item());
            }
        }
        return kinds;
    }

    private static Map<String, Integer> common(List<String> one, List<String> other) {
        Map<String, Integer> here = counted(one);
        Map<String, Integer> there = counted(other);
        here.replaceAll((word, count) -> Math.min(count, there.getOrDefault(word, 0)));
        return here;
    }

    private static Map<String, Integer> counted(List<String> words) {
        Map<String, Integer> counts = new HashMap<>();
        words.forEach(word -> counts.merge(word, 1, Integer::sum));
        return counts;
    }

    /** Of a text those words that the other has too, in order. */
    private static List<String> kept(List<String> words, Map<String, Integer> common) {
        Map<String, Integer> left = new HashMap<>(common);
        List<String> kept = new ArrayList<>();
        for (String word : words) {
            if (left.getOrDefault(word, 0) > 0) {
                left.merge(word, -1, Integer::sum);
                kept.add(word);
            }
        }
        return kept;
    }

    /** Of a text those words that the other has not. */
    private static List<String> rest(List<String> words, Map<String, Integer> common) {
        Map<String, Integer> left = new HashMap<>(common);
        return words.stream()
                .filter(word -> left.merge(word, -1, Integer::sum) < 0)
                .toList();
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        Set<String> rest = new HashSet<>(all);
        rest.removeAll(some);
        return rest;
    }
}
