package dev.sluice.plugins.limit;

import dev.sluice.api.Call;
import java.util.List;
import java.util.Map;

/** By what calls are told apart: the words of the config, and what they say of a call. */
final class Subject {

    private static final String LABEL = "label:";
    private static final List<String> WORDS = List.of("key", "tenant", "model", "route");

    /** Names that clients make up must not each get a count of their own. */
    private static final String UNKNOWN_MODEL = "unknown";

    private Subject() {}

    static void check(String word) {
        if (!WORDS.contains(word) && !(word.startsWith(LABEL) && word.length() > LABEL.length())) {
            throw new IllegalArgumentException(
                    "expected one of " + String.join(", ", WORDS) + " or label:NAME, found " + word);
        }
    }

    static boolean matches(Call call, Map<String, String> only) {
        return only.entrySet().stream()
                .allMatch(one -> value(call, one.getKey()).equals(one.getValue()));
    }

    /** The call's part in the name of an account. */
    static String of(Call call, List<String> by) {
        StringBuilder subject = new StringBuilder();
        for (String word : by) {
            String value = value(call, word);
            subject.append(word)
                    .append('=')
                    .append(value.length())
                    .append('.')
                    .append(value)
                    .append(' ');
        }
        return subject.toString();
    }

    private static String value(Call call, String word) {
        return switch (word) {
            case "key" -> call.caller().key();
            case "tenant" -> call.caller().tenant();
            case "route" -> call.route();
            case "model" -> call.candidates().isEmpty() && call.target() == null ? UNKNOWN_MODEL : call.model();
            default -> call.caller().labels().getOrDefault(word.substring(LABEL.length()), "");
        };
    }
}
