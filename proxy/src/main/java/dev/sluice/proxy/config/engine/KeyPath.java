package dev.sluice.proxy.config.engine;

import java.util.regex.Pattern;

/**
 * The keys that lead to a node, as {@code chains.default[1].limit}.
 *
 * @param last the last key, with the index if it is an item of a list
 */
record KeyPath(String text, String last) {

    static final KeyPath ROOT = new KeyPath("", "");

    private static final Pattern PLAIN = Pattern.compile("[\\w-]+");

    KeyPath child(String key) {
        String written = PLAIN.matcher(key).matches() ? key : "\"" + key + "\"";
        return new KeyPath(text.isEmpty() ? written : text + "." + written, key);
    }

    KeyPath item(int index) {
        return new KeyPath(text + "[" + index + "]", last + "[" + index + "]");
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
