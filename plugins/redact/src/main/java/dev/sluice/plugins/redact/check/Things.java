package dev.sluice.plugins.redact.check;

import java.util.Map;
import java.util.function.Predicate;

/** Vehicles, places on the map, and texts that are random enough to be secrets. */
final class Things {

    private static final int[] VIN_WEIGHTS = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
    private static final String VIN_VALUES = "0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ";

    private static final double RANDOM = 3.0;

    static final Map<String, Predicate<String>> CHECKS = Map.of(
            "vin",
            Things::vin,
            "coordinates",
            Things::coordinates,
            "random",
            text -> bitsPerCharacter(text) >= RANDOM,
            "mixed",
            Things::isMixed,
            "opaque",
            text -> isMixed(text) && bitsPerCharacter(text) >= RANDOM,
            "password",
            text -> !Placeholders.isOne(text),
            "phrase",
            Phrases::isSecret);

    private Things() {}

    /** ISO 3779, with the check digit that North America and China ask for. */
    private static boolean vin(String text) {
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += VIN_VALUES.indexOf(text.charAt(i)) % 10 * VIN_WEIGHTS[i];
        }
        return "0123456789X".charAt(sum % 11) == text.charAt(8);
    }

    private static boolean coordinates(String text) {
        String[] parts = text.split("[,;\\s]+", -1);
        return parts.length == 2
                && Math.abs(Double.parseDouble(parts[0])) <= 90
                && Math.abs(Double.parseDouble(parts[1])) <= 180;
    }

    /** Letters and digits: names of things in programs, and words, are seldom so. */
    private static boolean isMixed(String text) {
        return text.chars().anyMatch(Character::isLetter)
                && text.chars().anyMatch(Character::isDigit)
                && !Placeholders.isOne(text);
    }

    /** Shannon's entropy of the characters by themselves: words have about 2.5 bits in so short a text, keys over 3.5. */
    private static double bitsPerCharacter(String text) {
        int[] counts = new int[128];
        text.chars().forEach(c -> counts[c & 127]++);
        double bits = 0;
        for (int count : counts) {
            double share = (double) count / text.length();
            bits -= count == 0 ? 0 : share * Math.log(share) / Math.log(2);
        }
        return bits;
    }
}
