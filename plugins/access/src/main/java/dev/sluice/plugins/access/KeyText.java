package dev.sluice.plugins.access;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * The spelling of a key: {@code sk-sluice-}, an id of 12 characters that is no secret, a hyphen, and 43 characters of secret,
 * which hold 256 random bits.
 *
 * @param id by which its record is found
 * @param text the whole key
 */
record KeyText(String id, String text) {

    static final String PREFIX = "sk-sluice-";

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int ID = 12;
    private static final int SECRET = 43; // 62^43 > 2^256
    private static final int LENGTH = PREFIX.length() + ID + 1 + SECRET;

    static KeyText random(SecureRandom random) {
        String id = letters(random, ID);
        return new KeyText(id, PREFIX + id + "-" + letters(random, SECRET));
    }

    /** Reads what a client sent; null if it cannot be a key of ours. */
    static @Nullable KeyText read(String sent) {
        int dash = PREFIX.length() + ID;
        if (sent.length() != LENGTH || !sent.startsWith(PREFIX) || sent.charAt(dash) != '-') {
            return null;
        }
        return new KeyText(sent.substring(PREFIX.length(), dash), sent);
    }

    private static String letters(SecureRandom random, int count) {
        StringBuilder letters = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            letters.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return letters.toString();
    }

    /** Without the secret: what may be printed. */
    @Override
    public String toString() {
        return PREFIX + id + "-***";
    }
}
