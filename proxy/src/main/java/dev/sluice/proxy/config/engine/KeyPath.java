package dev.sluice.proxy.config.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys that lead to a node, as {@code chains.default[1].limit}.
 *
 * @param last the last key, with the index if it is an item of a list
 */
record KeyPath(String text, String last) {

    static final KeyPath ROOT = new KeyPath("", "");

    private static final Pattern PLAIN = Pattern.compile("[\\w-]+");

    /** A key, a key in quotes, or an index. */
    private static final Pattern STEP = Pattern.compile("\\.?(?:([\\w-]+)|\"([^\"]*)\"|\\[(\\d{1,9})])");

    KeyPath child(String key) {
        String written = PLAIN.matcher(key).matches() ? key : "\"" + key + "\"";
        return new KeyPath(text.isEmpty() ? written : text + "." + written, key);
    }

    KeyPath item(int index) {
        return new KeyPath(text + "[" + index + "]", last + "[" + index + "]");
    }

    /** One step from a node to a node below it. */
    sealed interface Step {
        record Key(String name) implements Step {}

        record Item(int index) implements Step {}
    }

    /** The steps of a path that is written as {@link #text} is; they end where it is none. */
    static List<Step> steps(String written) {
        List<Step> steps = new ArrayList<>();
        Matcher step = STEP.matcher(written);
        while (step.regionStart() < written.length() && step.lookingAt()) {
            steps.add(
                    step.group(3) != null
                            ? new Step.Item(Integer.parseInt(step.group(3)))
                            : new Step.Key(step.group(1) != null ? step.group(1) : step.group(2)));
            step.region(step.end(), written.length());
        }
        return steps;
    }

    /** How a message calls the node. */
    String name() {
        return last.isEmpty() ? "the file" : last;
    }

    /** How a message says where a key belongs. */
    String place() {
        return last.isEmpty() ? "at the top level" : "in " + last;
    }
}
