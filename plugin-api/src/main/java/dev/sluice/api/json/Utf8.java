package dev.sluice.api.json;

/** Knows which bytes are UTF-8: shortest forms of U+0080 to U+10FFFF without surrogates (RFC 3629, section 4). */
final class Utf8 {
    /** As signed bytes, those that go on a character (0x80 to 0xBF) are the ones below this. */
    private static final byte TAIL_END = (byte) 0xC0;

    private Utf8() {}

    /** Whether a byte order mark stands here; there must be three bytes to look at. */
    static boolean startsWithMark(byte[] bytes, int at) {
        return bytes[at] == (byte) 0xEF && bytes[at + 1] == (byte) 0xBB && bytes[at + 2] == (byte) 0xBF;
    }

    /** How many bytes the character of several bytes takes that starts at a position: 0 if it is no UTF-8. */
    static int length(byte[] bytes, int at, int end) {
        int lead = bytes[at] & 0xFF;
        if (lead > 0xE0 && lead < 0xED && end - at > 2) { // Most of the world's scripts: worth a shorter way.
            return bytes[at + 1] < TAIL_END && bytes[at + 2] < TAIL_END ? 3 : 0;
        }
        if (lead < 0xE0) {
            return lead >= 0xC2 && tails(bytes, at, end, 1) ? 2 : 0;
        }
        if (lead < 0xF0) {
            return tails(bytes, at, end, 2) && isShortestOfThree(lead, bytes[at + 1] & 0xFF) ? 3 : 0;
        }
        return lead < 0xF5 && tails(bytes, at, end, 3) && isShortestOfFour(lead, bytes[at + 1] & 0xFF) ? 4 : 0;
    }

    private static boolean isShortestOfThree(int lead, int second) {
        return (lead != 0xE0 || second >= 0xA0) && (lead != 0xED || second < 0xA0);
    }

    private static boolean isShortestOfFour(int lead, int second) {
        return (lead != 0xF0 || second >= 0x90) && (lead != 0xF4 || second < 0x90);
    }

    private static boolean tails(byte[] bytes, int at, int end, int count) {
        if (end - at <= count) {
            return false;
        }
        for (int i = 1; i <= count; i++) {
            if (bytes[at + i] >= TAIL_END) {
                return false;
            }
        }
        return true;
    }
}
