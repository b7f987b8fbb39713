package dev.sluice.plugins.redact.check;

import java.util.Map;
import java.util.function.Predicate;

/** Identifiers of Italy. */
final class Italy {

    static final Map<String, Predicate<String>> CHECKS = Map.of(
            "it-fiscal-code",
            Italy::fiscalCode,
            "it-vat-code",
            digits -> !Digits.allSame(digits) && Digits.luhn(digits));

    /** What a character counts at an odd place: digits as the first ten letters. */
    private static final int[] ODD = {
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
    };

    private Italy() {}

    private static boolean fiscalCode(String text) {
        int sum = 0;
        for (int i = 0; i < 15; i++) {
            char c = text.charAt(i);
            int value = c <= '9' ? c - '0' : c - 'A';
            sum += i % 2 == 0 ? ODD[value] : value;
        }
        return 'A' + sum % 26 == text.charAt(15);
    }
}
