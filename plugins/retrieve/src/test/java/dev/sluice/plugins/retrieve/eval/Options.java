package dev.sluice.plugins.retrieve.eval;

import java.util.HashMap;
import java.util.Map;

/** The command line of an evaluation: {@code --name value}. */
final class Options {

    private Options() {}

    static Map<String, String> of(String... arguments) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i].replaceFirst("^--", ""), arguments[i + 1]);
        }
        return options;
    }

    static String required(Map<String, String> options, String name) {
        String value = options.get(name);
        if (value == null) {
            throw new IllegalArgumentException("expected --" + name + " with a value, found none");
        }
        return value;
    }
}
