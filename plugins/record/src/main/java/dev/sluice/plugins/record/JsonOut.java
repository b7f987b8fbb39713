package dev.sluice.plugins.record;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Str;
import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes JSON from left to right into bytes that grow, without building it first: lines are written by the ten thousand, and
 * nothing of them is looked at again. Commas come by themselves. For one thread at a time.
 */
final class JsonOut {

    private static final int ROOM = 16 * 1024;

    /** Up to this many characters are looked at one by one. */
    private static final int SHORT = 32;

    private byte[] bytes = new byte[ROOM];
    private int length;

    /** How much has been written, in bytes. */
    int length() {
        return length;
    }

    /** All that was written, and what may follow it in the array: see {@link #length}. Not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** A copy of all that was written. */
    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    /** Puts in what was written elsewhere, as it is. */
    void append(byte[] written) {
        room(written.length);
        System.arraycopy(written, 0, bytes, length, written.length);
        length += written.length;
    }

    /** Takes back what was written since. */
    void backTo(int before) {
        length = before;
    }

    /** Begins an object or an array. */
    JsonOut open(char bracket) {
        separate();
        put((byte) bracket);
        return this;
    }

    /** Ends what a bracket has begun, a name, or a line. */
    JsonOut close(char mark) {
        put((byte) mark);
        return this;
    }

    /** Begins a member that every line may have. */
    JsonOut name(Field field) {
        separate();
        append(field.spelled());
        return this;
    }

    /** Begins a member of any name. */
    JsonOut name(String name) {
        return text(name).close(':');
    }

    JsonOut number(BigDecimal value) {
        separate();
        ascii(value.toPlainString());
        return this;
    }

    JsonOut number(long value) {
        separate();
        ascii(Long.toString(value));
        return this;
    }

    JsonOut truth(boolean value) {
        separate();
        ascii(Boolean.toString(value));
        return this;
    }

    /** A string of any characters. */
    JsonOut text(String value) {
        separate();
        if (value.length() > SHORT || !isSpelledShort(value)) {
            append(Str.quoted(value));
        }
        return this;
    }

    /** Spells a few characters without a detour, if each is a byte that means itself. */
    private boolean isSpelledShort(String value) {
        room(SHORT + 2);
        int at = length;
        bytes[at++] = '"';
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return false;
            }
            bytes[at++] = (byte) c;
        }
        bytes[at++] = '"';
        length = at;
        return true;
    }

    /** A value as it was spelled, on one line: a line break in valid JSON is white space, so a blank says the same. */
    JsonOut json(Json value) {
        separate();
        int start = length;
        raw(value.toBuffer());
        for (int i = start; i < length; i++) {
            if (bytes[i] == '\n' || bytes[i] == '\r') {
                bytes[i] = ' ';
            }
        }
        return this;
    }

    /** A comma, unless something was just opened or named. */
    private void separate() {
        if (length == 0) {
            return;
        }
        switch (bytes[length - 1]) {
            case '{', '[', ':', '\n' -> {}
            default -> put((byte) ',');
        }
    }

    private void ascii(String text) {
        append(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void raw(Buffer value) {
        room(value.length());
        value.getBytes(0, value.length(), bytes, length);
        length += value.length();
    }

    private void put(byte b) {
        room(1);
        bytes[length++] = b;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }
}
