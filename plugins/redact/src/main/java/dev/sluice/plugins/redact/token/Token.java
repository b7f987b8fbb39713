package dev.sluice.plugins.redact.token;

import java.util.Locale;

/**
 * What a token looks like: {@code [EMAIL_KQXDVBNMHRTZ]}. Its twelve letters are no vowels, so that they spell no words, and no
 * digits, so that nothing finds a number in them; there are as many of them as make 51 bits.
 */
final class Token {

    static final int LETTERS = 12;

    private static final String ALPHABET = "BCDFGHJKLMNPQRSTVWXZ";

    private Token() {}

    /** The letters of a token, out of a hash. */
    static String letters(byte[] hash) {
        long left = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            left = (left << 8) | (hash[i] & 255);
        }
        StringBuilder letters = new StringBuilder(LETTERS);
        for (int i = 0; i < LETTERS; i++) {
            letters.append(ALPHABET.charAt((int) Long.remainderUnsigned(left, ALPHABET.length())));
            left = Long.divideUnsigned(left, ALPHABET.length());
        }
        return letters.toString();
    }

    /** The whole token. */
    static String of(String label, String letters) {
        return "[" + label + "_" + letters + "]";
    }

    /** What an entity is called in a token. */
    static String label(String entity) {
        return entity.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** Whether a character can be one of the letters, in either case. */
    static boolean isLetter(char c) {
        return c < 128 && ALPHABET.indexOf(c & ~0x20) >= 0 && Character.isLetter(c);
    }
}
