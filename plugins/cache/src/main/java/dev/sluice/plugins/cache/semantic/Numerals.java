package dev.sluice.plugins.cache.semantic;

import java.util.List;
import java.util.Map;

/** Reads English numbers in words: {@code one hundred and one} is 101. */
final class Numerals {

    private static final int HUNDRED = 100;

    private static final Map<String, Integer> SMALL = Map.ofEntries(
            Map.entry("zero", 0),
            Map.entry("one", 1),
            Map.entry("two", 2),
            Map.entry("three", 3),
            Map.entry("four", 4),
            Map.entry("five", 5),
            Map.entry("six", 6),
            Map.entry("seven", 7),
            Map.entry("eight", 8),
            Map.entry("nine", 9),
            Map.entry("ten", 10),
            Map.entry("eleven", 11),
            Map.entry("twelve", 12),
            Map.entry("thirteen", 13),
            Map.entry("fourteen", 14),
            Map.entry("fifteen", 15),
            Map.entry("sixteen", 16),
            Map.entry("seventeen", 17),
            Map.entry("eighteen", 18),
            Map.entry("nineteen", 19),
            Map.entry("twenty", 20),
            Map.entry("thirty", 30),
            Map.entry("forty", 40),
            Map.entry("fifty", 50),
            Map.entry("sixty", 60),
            Map.entry("seventy", 70),
            Map.entry("eighty", 80),
            Map.entry("ninety", 90));

    private static final Map<String, Long> GROUPS =
            Map.of("thousand", 1_000L, "million", 1_000_000L, "billion", 1_000_000_000L);

    private final List<String> words;
    private int at;

    private Numerals(List<String> words) {
        this.words = words;
    }

    /** A number and of how many words it is. */
    record Numeral(long value, int words) {}

    static boolean isNumeral(String word) {
        return SMALL.containsKey(word) || GROUPS.containsKey(word) || word.equals("hundred");
    }

    /** The number that the words begin with; it has no words if they begin with none. */
    static Numeral first(List<String> words) {
        Numerals numerals = new Numerals(words);
        long value = numerals.number();
        return new Numeral(value, numerals.at);
    }

    private long number() {
        long sum = 0;
        long least = Long.MAX_VALUE;
        while (true) {
            int before = at;
            if (sum > 0 && word(at).equals("and")) {
                at++;
            }
            int start = at;
            long below = belowThousand();
            long group = GROUPS.getOrDefault(word(at), 1L);
            boolean fits = (at > start || (sum == 0 && group > 1)) && group < least;
            if (!fits) {
                at = before;
                return sum;
            }
            at += group > 1 ? 1 : 0;
            sum += (start == at - 1 && group > 1 ? 1 : below) * group;
            if (group == 1) {
                return sum;
            }
            least = group;
        }
    }

    private long belowThousand() {
        long units = belowHundred();
        if (!word(at).equals("hundred") || units >= 10) {
            return units;
        }
        at++;
        long hundreds = Math.max(1, units) * HUNDRED;
        int before = at;
        if (word(at).equals("and")) {
            at++;
        }
        int start = at;
        long rest = belowHundred();
        if (at == start || rest == 0 || word(at).equals("hundred")) { // "Between one hundred and two hundred" are two.
            at = before;
            return hundreds;
        }
        return hundreds + rest;
    }

    private long belowHundred() {
        Integer first = SMALL.get(word(at));
        if (first == null) {
            return 0;
        }
        at++;
        int unit = SMALL.getOrDefault(word(at), 0);
        if (first < 20 || unit < 1 || unit > 9) {
            return first;
        }
        at++;
        return (long) first + unit;
    }

    private String word(int index) {
        return index < words.size() ? words.get(index) : "";
    }
}
