package dev.sluice.proxy.form;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What stands behind the semicolons of a header field: {@code name=token} and {@code name="quoted"}. */
final class Parameters {

    private final String text;
    private final Map<String, String> found = new HashMap<>();
    private final Set<String> escaped = new HashSet<>();
    private int at;

    private Parameters(String text, int from) {
        this.text = text;
        this.at = from;
    }

    /**
     * Reads the parameters of a field.
     *
     * @param field the field's value
     * @throws FormException if one but {@code filename} stands twice, or text stands behind a quote
     */
    static Parameters of(String field) throws FormException {
        int semicolon = field.indexOf(';');
        Parameters parameters = new Parameters(field, semicolon < 0 ? field.length() : semicolon);
        parameters.read();
        return parameters;
    }

    @Nullable String get(String name) {
        return found.get(name);
    }

    Stream<String> names() {
        return found.keySet().stream();
    }

    /** Whether a value has a backslash, which some readers take for itself and others for what stands behind it. */
    boolean isEscaped(String name) {
        return escaped.contains(name);
    }

    private void read() throws FormException {
        while (at < text.length()) {
            at++; // The semicolon.
            int equals = text.indexOf('=', at);
            int semicolon = text.indexOf(';', at);
            if (equals < 0 || (semicolon >= 0 && semicolon < equals)) {
                at = semicolon < 0 ? text.length() : semicolon;
                continue;
            }
            String name = text.substring(at, equals).strip().toLowerCase(Locale.ROOT);
            at = equals + 1;
            add(name, value(name));
        }
    }

    private void add(String name, String value) throws FormException {
        if (found.put(name, value) != null && !name.startsWith("filename")) {
            throw new FormException("found the parameter '" + name + "' twice");
        }
    }

    private String value(String name) throws FormException {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at < text.length() && text.charAt(at) == '"' ? quoted(name) : token();
    }

    private String token() {
        int semicolon = text.indexOf(';', at);
        String token =
                text.substring(at, semicolon < 0 ? text.length() : semicolon).strip();
        at = semicolon < 0 ? text.length() : semicolon;
        return token;
    }

    private String quoted(String name) throws FormException {
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char one = text.charAt(at);
            if (one == '"') {
                int semicolon = text.indexOf(';', at);
                int end = semicolon < 0 ? text.length() : semicolon;
                if (!text.substring(at + 1, end).isBlank()) {
                    throw new FormException("found text behind a quoted value");
                }
                at = end;
                return value.toString();
            }
            if (one == '\\' && at + 1 < text.length()) {
                escaped.add(name);
                at++;
            }
            value.append(text.charAt(at));
        }
        throw new FormException("found a quote without an end");
    }
}
