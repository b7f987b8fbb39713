package dev.sluice.api.json;

import java.nio.charset.StandardCharsets;

/**
 * A string while its escapes are undone: UTF-8, which is never longer than what it is made of. A surrogate by itself, which an escape can
 * spell and UTF-8 cannot, is written as if it could, and the text read back by hand.
 */
final class Unescaped {

    private final byte[] bytes;
    private int length;
    private char high; // Waits for its other half.
    private boolean torn;

    Unescaped(int most) {
        this.bytes = new byte[most];
    }

    void append(byte[] from, int start, int end) {
        if (start < end) {
            settle();
            System.arraycopy(from, start, bytes, length, end - start);
            length += end - start;
        }
    }

    void append(char c) {
        if (high != 0 && Character.isLowSurrogate(c)) {
            int point = Character.toCodePoint(high, c);
            high = 0;
            put(0xF0 | (point >> 18));
            put(0x80 | ((point >> 12) & 0x3F));
            put(0x80 | ((point >> 6) & 0x3F));
            put(0x80 | (point & 0x3F));
            return;
        }
        settle();
        if (Character.isHighSurrogate(c)) {
            high = c;
        } else {
            torn |= Character.isLowSurrogate(c);
            write(c);
        }
    }

    private void settle() {
        if (high != 0) {
            torn = true;
            write(high);
            high = 0;
        }
    }

    private void write(char c) {
        if (c < 0x80) {
            put(c);
        } else if (c < 0x800) {
            put(0xC0 | (c >> 6));
            put(0x80 | (c & 0x3F));
        } else {
            put(0xE0 | (c >> 12));
            put(0x80 | ((c >> 6) & 0x3F));
            put(0x80 | (c & 0x3F));
        }
    }

    private void put(int b) {
        bytes[length++] = (byte) b;
    }

    /** What it says. */
    @Override
    public String toString() {
        settle();
        return torn ? byHand() : new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /** Well-formed but for the surrogates. */
    private String byHand() {
        StringBuilder text = new StringBuilder(length);
        int at = 0;
        while (at < length) {
            int lead = bytes[at] & 0xFF;
            int more = lead < 0x80 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
            int point = more == 0 ? lead : lead & (0x3F >> more);
            for (int i = 1; i <= more; i++) {
                point = (point << 6) | (bytes[at + i] & 0x3F);
            }
            at += 1 + more;
            text.appendCodePoint(point);
        }
        return text.toString();
    }
}
