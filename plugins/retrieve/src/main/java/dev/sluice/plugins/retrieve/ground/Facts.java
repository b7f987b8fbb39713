package dev.sluice.plugins.retrieve.ground;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What in a sentence can be wrong by one word: its numbers, its names, whether it is about who speaks, and whether it denies.
 *
 * @param numbers as they are, without separators of thousands
 * @param names words that begin with a capital inside the sentence
 * @param speaker whether it is about who says it: a name, in a way, which sources about something else do not know
 * @param denials for each negation what it denies: the words that tell something among the few that follow it
 */
record Facts(Set<String> numbers, Set<String> names, boolean speaker, List<Set<String>> denials) {

    /** Words that a negation reaches (Chapman and others 2001, NegEx), unless a mark ends it before. */
    private static final int REACH = 6;

    private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,:]\\d+)*");
    private static final Pattern THOUSANDS = Pattern.compile("(?<=\\d),(?=\\d{3})");
    private static final Pattern NAME = Pattern.compile("(?<=[\\p{Ll}\\p{N},;] )\\p{Lu}[\\p{L}\\p{N}]+");
    private static final Pattern SPEAKER = Pattern.compile("\\b(?:i(?!\\.e)|me|my|mine|myself)\\b");

    /** What an assistant says of its own reading, which claims nothing about itself. */
    private static final Pattern READING =
            Pattern.compile("\\bi(?: ?'m| am)? ?(?:can|could|cannot|can't|couldn't|found|find|see|read|sorry|"
                    + "apologi[sz]e|do not know|don't know|do not have|don't have)\\b");

    private static final Pattern WORD = Pattern.compile("[\\p{L}]+(?:['’]t)?");
    private static final Pattern WORD_OR_MARK = Pattern.compile("[\\p{L}\\p{N}]+(?:'t)?|[.,;:!?()]");

    /** What makes a "not" deny nothing. */
    private static final Set<String> EVEN_SO = Set.of("only", "just", "merely", "simply");

    private static final Set<String> DENIALS = Set.of(
            "not",
            "no",
            "never",
            "none",
            "nobody",
            "nothing",
            "neither",
            "nor",
            "without",
            "cannot",
            "hardly",
            "unable",
            "n't",
            "isn't",
            "aren't",
            "wasn't",
            "weren't",
            "don't",
            "doesn't",
            "didn't",
            "won't",
            "wouldn't",
            "can't",
            "couldn't",
            "shouldn't",
            "hasn't",
            "haven't",
            "hadn't");

    private static final Map<String, String> SPELLED = Map.ofEntries(
            Map.entry("one", "1"),
            Map.entry("two", "2"),
            Map.entry("three", "3"),
            Map.entry("four", "4"),
            Map.entry("five", "5"),
            Map.entry("six", "6"),
            Map.entry("seven", "7"),
            Map.entry("eight", "8"),
            Map.entry("nine", "9"),
            Map.entry("ten", "10"),
            Map.entry("eleven", "11"),
            Map.entry("twelve", "12"));

    static Facts of(String sentence) {
        Set<String> numbers =
                new LinkedHashSet<>(matches(NUMBER, THOUSANDS.matcher(sentence).replaceAll("")));
        String plain = sentence.toLowerCase(Locale.ROOT).replace('’', '\'');
        for (String word : matches(WORD, plain)) {
            if (SPELLED.containsKey(word)) {
                numbers.add(SPELLED.getOrDefault(word, word));
            }
        }
        boolean speaker =
                SPEAKER.matcher(plain).find() && !READING.matcher(plain).find();
        return new Facts(numbers, new LinkedHashSet<>(matches(NAME, sentence)), speaker, denials(plain));
    }

    private static List<Set<String>> denials(String plain) {
        List<String> words = matches(WORD_OR_MARK, plain);
        List<Set<String>> denials = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            List<String> after = words.subList(i + 1, words.size());
            if (DENIALS.contains(words.get(i)) && (after.isEmpty() || !EVEN_SO.contains(after.getFirst()))) {
                denials.add(Terms.telling(String.join(
                        " ",
                        after.stream()
                                .takeWhile(word -> Character.isLetterOrDigit(word.charAt(0)))
                                .limit(REACH)
                                .toList())));
            }
        }
        return denials;
    }

    /** Whether this sentence denies what the other says, or says what it denies; what either denies that the other is silent about is neither. */
    boolean turns(Facts other, Set<String> words, Set<String> others) {
        return about(denials, others) % 2 != about(other.denials, words) % 2;
    }

    private static long about(List<Set<String>> denials, Set<String> words) {
        return denials.stream()
                .filter(denied -> denied.isEmpty() || denied.stream().anyMatch(words::contains))
                .count();
    }

    private static List<String> matches(Pattern pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }
}
