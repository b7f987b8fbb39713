package dev.sluice.plugins.validate.structured;

import java.util.List;

/** Numbers, {@code true}, {@code false} and {@code null}, and their beginnings. */
final class Scalars {

    private static final List<String> WORDS = List.of("true", "false", "null");

    /** Where a number may be; the order is that of its characters. */
    private enum Part {
        BEGIN,
        MINUS,
        ZERO,
        WHOLE,
        POINT,
        FRACTION,
        E,
        SIGN,
        EXPONENT,
        WRONG;

        Part next(char c) {
            boolean digit = c >= '0' && c <= '9';
            return switch (this) {
                case BEGIN -> c == '-' ? MINUS : MINUS.next(c);
                case MINUS -> c == '0' ? ZERO : digit ? WHOLE : WRONG;
                case ZERO -> fraction(c);
                case WHOLE -> digit ? WHOLE : fraction(c);
                case POINT -> digit ? FRACTION : WRONG;
                case FRACTION -> digit ? FRACTION : c == 'e' || c == 'E' ? E : WRONG;
                case E -> c == '+' || c == '-' ? SIGN : SIGN.next(c);
                case SIGN, EXPONENT -> digit ? EXPONENT : WRONG;
                case WRONG -> WRONG;
            };
        }

        private static Part fraction(char c) {
            return c == '.' ? POINT : c == 'e' || c == 'E' ? E : WRONG;
        }
    }

    private Scalars() {}

    static boolean mayBegin(CharSequence text) {
        return WORDS.stream().anyMatch(word -> word.startsWith(text.toString())) || number(text) != Part.WRONG;
    }

    static boolean isWhole(CharSequence text) {
        return switch (number(text)) {
            case ZERO, WHOLE, FRACTION, EXPONENT -> true;
            default -> WORDS.contains(text.toString());
        };
    }

    /** What makes a beginning whole. */
    static String rest(CharSequence text) {
        return WORDS.stream()
                .filter(word -> word.startsWith(text.toString()))
                .map(word -> word.substring(text.length()))
                .findFirst()
                .orElseGet(() -> isWhole(text) ? "" : "0");
    }

    private static Part number(CharSequence text) {
        Part part = Part.BEGIN;
        for (int i = 0; i < text.length() && part != Part.WRONG; i++) {
            part = part.next(text.charAt(i));
        }
        return part;
    }
}
