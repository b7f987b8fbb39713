package dev.sluice.plugins.guard.injection;

/** Characters that are written by their number, as URLs do it, programs (two hex digits or four), and HTML. */
final class Escapes {

    private static final int MOST_DIGITS = 4;

    private Escapes() {}

    /** Whether one begins here. */
    static boolean isAt(String text, int at) {
        return length(text, at) > 0;
    }

    /** The text with them as the characters that they stand for. */
    static String undo(String text) {
        StringBuilder undone = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int length = length(text, at);
            if (length > 0) {
                undone.append((char) number(text, at, length));
                at += length;
            } else {
                undone.append(text.charAt(at++));
            }
        }
        return undone.toString();
    }

    /** How many characters one has; 0 if none begins here. */
    private static int length(String text, int at) {
        return switch (text.charAt(at)) {
            case '%' -> isHex(text, at + 1, 2) ? 3 : 0;
            case '\\' ->
                text.startsWith("x", at + 1) && isHex(text, at + 2, 2)
                        ? 4
                        : text.startsWith("u", at + 1) && isHex(text, at + 2, 4) ? 6 : 0;
            case '&' -> reference(text, at);
            default -> 0;
        };
    }

    private static int reference(String text, int at) {
        if (!text.startsWith("#", at + 1)) {
            return 0;
        }
        boolean hex = text.startsWith("x", at + 2) || text.startsWith("X", at + 2);
        int from = hex ? at + 3 : at + 2;
        int end = from;
        while (end < text.length()
                && end - from < MOST_DIGITS
                && Character.digit(text.charAt(end), hex ? 16 : 10) >= 0) {
            end++;
        }
        return end > from && text.startsWith(";", end) ? end + 1 - at : 0;
    }

    private static int number(String text, int at, int length) {
        String digits = text.substring(at, at + length);
        return switch (digits.charAt(0)) {
            case '%' -> Integer.parseInt(digits, 1, length, 16);
            case '\\' -> Integer.parseInt(digits, 2, length, 16);
            default -> {
                boolean hex = Character.toLowerCase(digits.charAt(2)) == 'x';
                yield Integer.parseInt(digits, hex ? 3 : 2, length - 1, hex ? 16 : 10);
            }
        };
    }

    private static boolean isHex(String text, int from, int count) {
        if (from + count > text.length()) {
            return false;
        }
        for (int i = from; i < from + count; i++) {
            if (Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }
}
