package dev.sluice.proxy.telemetry.log;

import java.util.concurrent.TimeUnit;

/** Small spellings that formats share. */
final class Texts {

    private Texts() {}

    /** A text that cannot move the cursor, change colours or begin a line. */
    static String printable(String text) {
        return text.chars().anyMatch(Texts::isUnsafe)
                ? text.codePoints()
                        .map(c -> isUnsafe(c) ? '?' : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString()
                : text;
    }

    /** Nanoseconds as milliseconds with three decimals. */
    static void millis(StringBuilder out, long nanos) {
        long micros = TimeUnit.NANOSECONDS.toMicros(Math.max(0, nanos));
        String decimals = Long.toString(1_000 + micros % 1_000);
        out.append(micros / 1_000).append('.').append(decimals, 1, 4);
    }

    /** A text and as many blanks as are missing on its right. */
    static void left(StringBuilder out, String text, int width) {
        out.append(text).repeat(' ', Math.max(0, width - text.length()));
    }

    /** A text and as many blanks as are missing on its left. */
    static void right(StringBuilder out, String text, int width) {
        out.repeat(' ', Math.max(0, width - text.length())).append(text);
    }

    /** Control characters, and those that make text run backwards. */
    private static boolean isUnsafe(int c) {
        return Character.isISOControl(c) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }
}
