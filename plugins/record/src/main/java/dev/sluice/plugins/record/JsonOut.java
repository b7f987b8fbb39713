package dev.sluice.plugins.record;

import dev.sluice.api.json.Json;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes JSON from left to right into bytes that grow, without building it first: lines are written by the ten thousand, and
 * nothing of them is looked at again. Commas come by themselves. For one thread at a time.
 */
final class JsonOut {

    private static final int ROOM = 16 * 1024;

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

    /** Begins a member. */
    JsonOut name(String name) {
        return text(name).close(':');
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
        int plain = plain(value);
        if (plain < value.length()) {
            raw(Json.of(value).toBuffer());
            return this;
        }
        room(plain + 2);
        put((byte) '"');
        ascii(value);
        put((byte) '"');
        return this;
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

    /** What can be written as it is: printable ASCII without quotes and backslashes. */
    private static int plain(String text) {
        int at = 0;
        while (at < text.length() && isPlain(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c < 0x7F && c != '"' && c != '\\';
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
        byte[] plain = text.getBytes(StandardCharsets.ISO_8859_1);
        room(plain.length);
        System.arraycopy(plain, 0, bytes, length, plain.length);
        length += plain.length;
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
