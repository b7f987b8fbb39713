package dev.sluice.plugins.cache.semantic;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Takes apart what English draws together: {@code can't} is can and not, {@code they'll} they and will. */
final class Contractions {

    private static final Map<String, List<String>> IRREGULAR = Map.of(
            "can't", List.of("can", "not"),
            "cannot", List.of("can", "not"),
            "won't", List.of("will", "not"),
            "shan't", List.of("shall", "not"));

    private static final Map<String, String> ENDINGS = Map.of("re", "are", "ve", "have", "ll", "will", "m", "am");

    /** Behind these, {@code 's} is a form of to be; behind others it may be has, or say whose something is. */
    private static final Set<String> BEFORE_IS = Set.of("what", "where", "how", "when", "why", "that", "there", "here");

    private Contractions() {}

    /** The words of one, without case. What cannot be told stays as it is: {@code 'd} is had or would. */
    static List<String> apart(String word) {
        String lower = word.toLowerCase(Locale.ROOT).replace('’', '\'');
        if (IRREGULAR.containsKey(lower)) {
            return IRREGULAR.get(lower);
        }
        if (lower.endsWith("n't")) {
            return List.of(lower.substring(0, lower.length() - 3), "not");
        }
        int mark = lower.lastIndexOf('\'');
        if (mark < 1 || lower.length() - mark > 3) {
            return List.of(lower);
        }
        String start = lower.substring(0, mark);
        String ending = lower.substring(mark + 1);
        if (ending.equals("s") && BEFORE_IS.contains(start)) {
            return List.of(start, "is");
        }
        return List.of(start, ENDINGS.getOrDefault(ending, "'" + ending));
    }
}
