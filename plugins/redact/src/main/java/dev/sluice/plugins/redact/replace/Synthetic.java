package dev.sluice.plugins.redact.replace;

import dev.sluice.plugins.redact.detect.Entity;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Makes a value that looks like another: digits for digits, letters for letters, the rest as it was. If the entity has a check,
 * what is made passes it, where that can be had in a reasonable number of tries: letters stay as they are if they say too much, as
 * the country of an IBAN does.
 */
final class Synthetic {

    private static final int TRIES = 200;
    private static final int TRIES_OF_DIGITS = 1_000;

    private Synthetic() {}

    /** The same for the same seed. */
    static String of(byte[] seed, String value, @Nullable Entity entity) {
        SplittableRandom random = new SplittableRandom(ByteBuffer.wrap(seed).getLong());
        int domain = value.indexOf('@');
        if (domain >= 0) {
            return like(value.substring(0, domain), random, true) + "@example.com";
        }
        String made = like(value, random, true);
        for (int i = 0; i < TRIES + TRIES_OF_DIGITS && entity != null && !entity.isValid(made); i++) {
            made = like(value, random, i < TRIES);
        }
        return made;
    }

    private static String like(String value, SplittableRandom random, boolean letters) {
        StringBuilder made = new StringBuilder(value);
        for (int i = 0; i < made.length(); i++) {
            char c = made.charAt(i);
            if (c >= '0' && c <= '9') {
                made.setCharAt(i, (char) ('0' + random.nextInt(10)));
            } else if (letters && c >= 'a' && c <= 'z') {
                made.setCharAt(i, (char) ('a' + random.nextInt(26)));
            } else if (letters && c >= 'A' && c <= 'Z') {
                made.setCharAt(i, (char) ('A' + random.nextInt(26)));
            }
        }
        return made.toString();
    }
}
