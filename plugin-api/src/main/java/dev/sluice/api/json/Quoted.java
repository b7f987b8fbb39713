package dev.sluice.api.json;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Spells Java's strings as JSON's. */
final class Quoted {
    /** The longest spelling of one character, in bytes. */
    private static final int ESCAPE = 6;

    private Quoted() {}

    /** A string in quotes, escaping only what must be: quotes, backslashes, control characters, and lone surrogates. */
    static byte[] of(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return mayHaveLost(utf8) && !new String(utf8, StandardCharsets.UTF_8).equals(value)
                ? withLoneSurrogates(value)
                : quoted(utf8);
    }

    /** Whether a lone surrogate may have been there, which UTF-8 has a question mark for. */
    private static boolean mayHaveLost(byte[] utf8) {
        int at = 0;
        for (; at + 8 <= utf8.length; at += 8) {
            if (Swar.zeros(Swar.word(utf8, at) ^ '?' * Swar.EACH) != 0) {
                return true;
            }
        }
        while (at < utf8.length && utf8[at] != '?') {
            at++;
        }
        return at < utf8.length;
    }

    private static byte[] quoted(byte[] utf8) {
        int special = skipUnescaped(utf8, 0);
        int spare = special == utf8.length ? 0 : utf8.length / 16 + ESCAPE;
        byte[] out = new byte[utf8.length + 2 + spare];
        int length = 0;
        int from = 0;
        out[length++] = '"';
        while (special < utf8.length) {
            if (out.length - length < utf8.length - from + ESCAPE) {
                out = Arrays.copyOf(out, out.length * 3 / 2 + ESCAPE);
            }
            System.arraycopy(utf8, from, out, length, special - from);
            length = escape(utf8[special], out, length + special - from);
            from = special + 1;
            special = skipUnescaped(utf8, from);
        }
        System.arraycopy(utf8, from, out, length, utf8.length - from);
        length += utf8.length - from;
        out[length++] = '"';
        return length == out.length ? out : Arrays.copyOf(out, length);
    }

    /** Skips bytes that stand for themselves in a string: all but control characters, quotes and backslashes. */
    private static int skipUnescaped(byte[] utf8, int from) {
        int at = from;
        for (; at + 8 <= utf8.length; at += 8) {
            long flags = Swar.specials(Swar.word(utf8, at));
            if (flags != 0) {
                return at + Swar.before(flags);
            }
        }
        while (at < utf8.length && (utf8[at] < 0 || (utf8[at] >= ' ' && utf8[at] != '"' && utf8[at] != '\\'))) {
            at++;
        }
        return at;
    }

    /** Writes the escape of one byte; answers where it ends. */
    private static int escape(byte special, byte[] out, int at) {
        int end = at;
        out[end++] = '\\';
        int kind = Strings.ESCAPED.indexOf(special);
        if (kind >= 0) {
            out[end++] = (byte) Strings.SHORT_ESCAPES.charAt(kind);
            return end;
        }
        out[end++] = 'u';
        out[end++] = '0';
        out[end++] = '0';
        out[end++] = (byte) Character.forDigit(special >> 4, 16);
        out[end++] = (byte) Character.forDigit(special & 0xF, 16);
        return end;
    }

    /** UTF-8 has no bytes for a surrogate that stands alone, an escape has. */
    private static byte[] withLoneSurrogates(String value) {
        Buffer out = Buffer.buffer().appendByte((byte) '"');
        int from = 0;
        int at = 0;
        while (at < value.length()) {
            int point = value.codePointAt(at);
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                out.appendBytes(inside(value.substring(from, at))).appendString("\\u%04x".formatted(point));
                from = at + 1;
            }
            at += Character.charCount(point);
        }
        return out.appendBytes(inside(value.substring(from)))
                .appendByte((byte) '"')
                .getBytes();
    }

    private static byte[] inside(String value) {
        byte[] quoted = quoted(value.getBytes(StandardCharsets.UTF_8));
        return Arrays.copyOfRange(quoted, 1, quoted.length - 1);
    }
}
