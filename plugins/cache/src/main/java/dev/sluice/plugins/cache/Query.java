package dev.sluice.plugins.cache;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks into the query of a request's target, whose spelling is taken as it is. */
final class Query {

    /** Parameters that are about the caller or about the form: Gemini's key, and how its stream looks. */
    private static final Set<String> NOT_COUNTED = Set.of("key", Form.PARAMETER);

    private Query() {}

    /** A parameter's value as it stands there; empty if there is none. */
    static String value(String uri, String name) {
        for (String parameter : parameters(uri)) {
            if (parameter.startsWith(name + "=")) {
                return parameter.substring(name.length() + 1);
            }
        }
        return "";
    }

    /** All that may change an answer, whatever the order of the parameters. */
    static String counted(String uri) {
        if (uri.indexOf('?') < 0) {
            return "";
        }
        return Arrays.stream(parameters(uri))
                .filter(parameter -> !NOT_COUNTED.contains(parameter.split("=", 2)[0]))
                .sorted()
                .collect(Collectors.joining("&"));
    }

    private static String[] parameters(String uri) {
        int start = uri.indexOf('?');
        return start < 0 ? new String[0] : uri.substring(start + 1).split("&", -1);
    }
}
