package dev.sluice.plugins.limit;

import dev.sluice.api.Call;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * By what calls are told apart: the words of the config, and what they say of a call.
 *
 * @param by who has a count of their own
 * @param only the calls that a limit is for
 * @param models which model a call is of
 */
record Subject(List<String> by, Map<String, String> only, ModelNames models) {

    static final String MODEL = "model";

    private static final String LABEL = "label:";
    private static final List<String> WORDS = List.of("key", "tenant", MODEL, "route");

    static void check(String word) {
        if (!WORDS.contains(word) && !(word.startsWith(LABEL) && word.length() > LABEL.length())) {
            throw new IllegalArgumentException(
                    "expected one of " + String.join(", ", WORDS) + " or label:NAME, found " + word);
        }
    }

    boolean concerns(Call call) {
        return only.entrySet().stream().allMatch(one -> matches(call, one.getKey(), one.getValue()));
    }

    /** The call's part in the name of an account. */
    String of(Call call) {
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
        return subject + (only.isEmpty() ? "" : "of " + new TreeMap<>(only));
    }

    private boolean matches(Call call, String word, String wanted) {
        return word.equals(MODEL)
                ? models.isOf(call, wanted)
                : value(call, word).equals(wanted);
    }

    private String value(Call call, String word) {
        return switch (word) {
            case "key" -> call.caller().key();
            case "tenant" -> call.caller().tenant();
            case "route" -> call.route();
            case MODEL -> models.counted(call);
            default -> call.caller().labels().getOrDefault(word.substring(LABEL.length()), "");
        };
    }
}
