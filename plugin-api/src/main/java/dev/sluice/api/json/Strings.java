package dev.sluice.api.json;

import java.nio.charset.StandardCharsets;

/** Finds the end of JSON strings, and turns them into Java's. */
final class Strings {
    static final String SHORT_ESCAPES = "\"\\/bfnrt";
    static final String ESCAPED = "\"\\/\b\f\n\r\t";

    private Strings() {}

    /** The position after the closing quote of the string whose opening quote stands at {@code start}. */
    static int end(Slice text, int start) {
        byte[] bytes = text.array();
        int end = text.end();
        int at = start + 1;
        for (; ; ) {
            at = skipPlain(bytes, at, end);
            if (at == end) {
                throw JsonSyntaxException.expected("a closing '\"'", text, at);
            }
            byte b = bytes[at];
            if (b == '"') {
                return at + 1;
            }
            at += b == '\\' ? escape(text, at) : other(text, at);
        }
    }

    /** Skips bytes that need no look: ASCII but control characters, quotes and backslashes. */
    private static int skipPlain(byte[] bytes, int from, int end) {
        int at = from;
        while (at + 32 <= end && Swar.isPlain(bytes, at)) {
            at += 32;
        }
        for (; at + 8 <= end; at += 8) {
            long word = Swar.word(bytes, at);
            long flags = Swar.specials(word) | (word & Swar.HIGH);
            if (flags != 0) {
                return at + Swar.before(flags);
            }
        }
        while (at < end && bytes[at] >= ' ' && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        return at;
    }

    /** The length of a run of characters beyond ASCII. */
    private static int other(Slice text, int start) {
        byte[] bytes = text.array();
        int at = start;
        while (at < text.end() && bytes[at] < 0) {
            int length = Utf8.length(bytes, at, text.end());
            if (length == 0) {
                throw JsonSyntaxException.at(text, at, "Expected UTF-8 but found the byte 0x%02x".formatted(bytes[at]));
            }
            at += length;
        }
        if (at == start) {
            throw JsonSyntaxException.at(
                    text,
                    at,
                    "Expected control characters to be escaped but found the byte 0x%02x".formatted(bytes[at]));
        }
        return at - start;
    }

    private static int escape(Slice text, int at) {
        byte[] bytes = text.array();
        int kind = at + 1 < text.end() ? bytes[at + 1] : -1;
        if (kind != 'u') {
            if (SHORT_ESCAPES.indexOf(kind) < 0) {
                throw JsonSyntaxException.expected("an escape such as \\n", text, at);
            }
            return 2;
        }
        for (int i = at + 2; i < at + 6; i++) {
            if (i >= text.end() || bytes[i] < 0 || Character.digit(bytes[i], 16) < 0) {
                throw JsonSyntaxException.expected("\\u and four hexadecimal digits", text, at);
            }
        }
        return 6;
    }

    /** What a well-formed string says; the slice includes its quotes. */
    static String decode(Slice quoted) {
        byte[] bytes = quoted.array();
        int at = quoted.start() + 1;
        int end = quoted.end() - 1;
        int escape = indexOfBackslash(bytes, at, end);
        if (escape == end) {
            return new String(bytes, at, end - at, StandardCharsets.UTF_8);
        }
        Unescaped out = new Unescaped(end - at);
        while (escape < end) {
            out.append(bytes, at, escape);
            boolean unicode = bytes[escape + 1] == 'u';
            out.append(unicode ? hex(bytes, escape + 2) : ESCAPED.charAt(SHORT_ESCAPES.indexOf(bytes[escape + 1])));
            at = escape + (unicode ? 6 : 2);
            escape = indexOfBackslash(bytes, at, end);
        }
        out.append(bytes, at, end);
        return out.toString();
    }

    private static char hex(byte[] bytes, int at) {
        int code = 0;
        for (int i = at; i < at + 4; i++) {
            code = code << 4 | Character.digit(bytes[i], 16);
        }
        return (char) code;
    }

    private static int indexOfBackslash(byte[] bytes, int from, int end) {
        int at = from;
        for (; at + 8 <= end; at += 8) {
            long flags = Swar.zeros(Swar.word(bytes, at) ^ '\\' * Swar.EACH);
            if (flags != 0) {
                return at + Swar.before(flags);
            }
        }
        while (at < end && bytes[at] != '\\') {
            at++;
        }
        return at;
    }

    /** Whether the well-formed string at a place, its quotes included, says {@code name}; decodes only where it must. */
    static boolean says(String name, byte[] bytes, int start, int end) {
        int length = end - start - 2;
        if (length < name.length()) {
            return false; // A character takes a byte or more.
        }
        for (int i = 0; i < name.length(); i++) {
            byte b = bytes[start + 1 + i];
            if (b < 0 || b == '\\') {
                return decode(new Slice(bytes, start, end)).equals(name);
            }
            if (b != name.charAt(i)) {
                return false;
            }
        }
        return length == name.length();
    }
}
