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
 * What in a sentence can be wrong by one word: its numbers, its names, and whether it denies.
 *
 * @param numbers as they are, without separators of thousands
 * @param names words that begin with a capital inside the sentence
 * @param denials how many negations stand in it
 */
record Facts(Set<String> numbers, Set<String> names, int denials) {

    private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,:]\\d+)*");
    private static final Pattern THOUSANDS = Pattern.compile("(?<=\\d),(?=\\d{3})");
    private static final Pattern NAME = Pattern.compile("(?<=[\\p{Ll}\\p{N},;] )\\p{Lu}[\\p{L}\\p{N}]+");
    private static final Pattern WORD = Pattern.compile("[\\p{L}]+(?:['’]t)?");

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
        int denials = 0;
        for (String word : matches(WORD, sentence.toLowerCase(Locale.ROOT).replace('’', '\''))) {
            denials += DENIALS.contains(word) ? 1 : 0;
            if (SPELLED.containsKey(word)) {
                numbers.add(SPELLED.getOrDefault(word, word));
            }
        }
        return new Facts(numbers, new LinkedHashSet<>(matches(NAME, sentence)), denials);
    }

    /** Whether this sentence denies what the other says, or says what it denies. */
    boolean turns(Facts other) {
        return denials % 2 != other.denials % 2;
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
