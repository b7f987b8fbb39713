package dev.sluice.plugins.access;

import java.util.List;

/** A name in which {@code *} stands for any characters. Matched in time linear in the name for each star. */
record Wildcard(String pattern) {

    static List<Wildcard> all(List<String> patterns) {
        return patterns.stream().map(Wildcard::new).toList();
    }

    static boolean any(List<Wildcard> patterns, String name) {
        for (Wildcard pattern : patterns) {
            if (pattern.matches(name)) {
                return true;
            }
        }
        return false;
    }

    boolean matches(String name) {
        String[] pieces = pattern.split("\\*", -1);
        if (pieces.length == 1) {
            return pattern.equals(name);
        }
        String last = pieces[pieces.length - 1];
        int from = pieces[0].length();
        int end = name.length() - last.length();
        if (!name.startsWith(pieces[0]) || end < from || !name.endsWith(last)) {
            return false;
        }
        for (int i = 1; i < pieces.length - 1; i++) {
            int at = name.indexOf(pieces[i], from);
            if (at < 0 || at + pieces[i].length() > end) {
                return false;
            }
            from = at + pieces[i].length();
        }
        return true;
    }
}
