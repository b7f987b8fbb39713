package dev.sluice.plugins.validate;

import java.util.List;

/**
 * Names, where {@code *} stands for any characters.
 *
 * @param patterns as they are written; none for any name
 */
record Wildcards(List<String> patterns) {

    static Wildcards of(List<String> patterns) {
        return new Wildcards(List.copyOf(patterns));
    }

    boolean allow(String name) {
        for (String pattern : patterns) {
            if (matches(pattern, name)) {
                return true;
            }
        }
        return patterns.isEmpty();
    }

    /** Greedy: where a later part does not fit, the last star takes one character more. Nothing before it is tried again. */
    static boolean matches(String pattern, String name) {
        int p = 0;
        int star = -1;
        int tried = 0;
        for (int n = 0; n < name.length(); ) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                tried = n;
            } else if (p < pattern.length() && pattern.charAt(p) == name.charAt(n)) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++tried;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    @Override
    public String toString() {
        return String.join(", ", patterns);
    }
}
