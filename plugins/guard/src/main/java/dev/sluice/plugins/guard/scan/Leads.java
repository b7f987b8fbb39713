package dev.sluice.plugins.guard.scan;

import java.util.ArrayList;
import java.util.List;

/**
 * The literal characters of which every match of some regular expressions begins with one run: {@code EMP-} for
 * {@code EMP-[0-9]{6}}. Where none of them stands, nothing has to be searched, and nothing be held back.
 */
public final class Leads {

    private final List<String> literals;

    private Leads(List<String> literals) {
        this.literals = List.copyOf(literals);
    }

    /**
     * Reads them off expressions.
     *
     * @param expressions in Java's notation, compiled without flags
     * @return those of all; none if one of the expressions has none
     */
    public static Leads of(List<String> expressions) {
        List<String> literals = new ArrayList<>();
        for (String expression : expressions) {
            String literal = literal(expression);
            if (literal.isEmpty()) {
                return new Leads(List.of());
            }
            literals.add(literal);
        }
        return new Leads(literals);
    }

    /**
     * Whether there are any; if not, a match may begin with anything.
     *
     * @return false if a search has to look everywhere
     */
    public boolean any() {
        return !literals.isEmpty();
    }

    /**
     * Where the next match may begin.
     *
     * @param text as far as it has come
     * @param from where to look from
     * @return the place; the end of the text if none may begin in what has come of it
     */
    public int next(StringBuilder text, int from) {
        int next = text.length();
        for (String literal : literals) {
            int at = text.indexOf(literal, from);
            next = Math.min(next, at >= 0 ? at : begun(text, from, literal));
        }
        return next;
    }

    /** Where the end of a text is the beginning of a literal. */
    private static int begun(StringBuilder text, int from, String literal) {
        for (int at = Math.max(from, text.length() - literal.length() + 1); at < text.length(); at++) {
            int i = 0;
            while (at + i < text.length() && text.charAt(at + i) == literal.charAt(i)) {
                i++;
            }
            if (at + i == text.length()) {
                return at;
            }
        }
        return text.length();
    }

    private static String literal(String expression) {
        StringBuilder literal = new StringBuilder();
        int at = 0;
        while (expression.startsWith("\\b", at)) {
            at += 2;
        }
        while (at < expression.length() && isPlain(expression, at)) {
            at += expression.charAt(at) == '\\' ? 1 : 0;
            literal.append(expression.charAt(at++));
        }
        boolean optional = at < expression.length() && "?*{".indexOf(expression.charAt(at)) >= 0;
        if (optional && !literal.isEmpty()) {
            literal.setLength(literal.length() - 1);
        }
        return hasAlternatives(expression) ? "" : literal.toString();
    }

    /** A character that stands for itself, by itself or behind a backslash. */
    private static boolean isPlain(String expression, int at) {
        char c = expression.charAt(at);
        if (c == '\\') {
            char next = at + 1 < expression.length() ? expression.charAt(at + 1) : 'a';
            return next < 128 && !Character.isLetterOrDigit(next);
        }
        return "[](){}.*+?^$|".indexOf(c) < 0 && !Character.isSurrogate(c);
    }

    /** Whether a bar stands outside of all groups; one in a class, or behind a backslash, is taken for one, which costs time alone. */
    private static boolean hasAlternatives(String expression) {
        int depth = 0;
        for (int i = 0; i < expression.length(); i++) {
            switch (expression.charAt(i)) {
                case '\\' -> i++;
                case '(' -> depth++;
                case ')' -> depth--;
                case '|' -> {
                    if (depth <= 0) {
                        return true;
                    }
                }
                default -> {}
            }
        }
        boolean braced = expression.matches("(?s).*\\[[^\\]]*[()].*"); // A bracket in a class would be counted above.
        return braced || expression.contains("\\Q");
    }
}
