package dev.sluice.plugins.redact.check;

import static dev.sluice.plugins.redact.check.Digits.at;
import static dev.sluice.plugins.redact.check.Digits.number;
import static dev.sluice.plugins.redact.check.Digits.sum;
import static dev.sluice.plugins.redact.check.Digits.sumOfDigits;

import java.util.Map;
import java.util.function.Predicate;

/** Identifiers of Germany. */
final class Germany {

    static final Map<String, Predicate<String>> CHECKS = Map.of(
            "de-tax-id", Germany::taxId,
            "de-vat-id", text -> Digits.mod11and10(text.substring(2)),
            "de-document", Germany::document,
            "de-social-security", Germany::pension,
            "de-health-insurance", Germany::health,
            "de-lanr", digits -> (10 - sum(digits, 4, 9, 4, 9, 4, 9) % 10) % 10 == at(digits, 6),
            "de-tax-number", digits -> !Digits.allSame(digits));

    private Germany() {}

    /** One digit of the first ten stands there twice or three times, no other one does; in numbers made up for tests none may. */
    private static boolean taxId(String digits) {
        int[] times = new int[10];
        digits.chars().limit(10).forEach(c -> times[c - '0']++);
        int repeated = 0;
        for (int count : times) {
            if (count > 3) {
                return false;
            }
            repeated += count > 1 ? 1 : 0;
        }
        return repeated <= 1 && Digits.mod11and10(digits);
    }

    /** ICAO Doc 9303: letters stand for 10 to 35, weights are 7, 3, 1. */
    private static boolean document(String text) {
        int[] weights = {7, 3, 1};
        int sum = 0;
        for (int i = 0; i < text.length() - 1; i++) {
            sum += Character.digit(text.charAt(i), 36) * weights[i % 3];
        }
        return sum % 10 == at(text, text.length() - 1);
    }

    /** The letter counts as its place in the alphabet, in two digits. */
    private static boolean pension(String text) {
        int letter = text.charAt(8) - 'A' + 1;
        String digits = text.substring(0, 8) + letter / 10 + letter % 10 + text.substring(9);
        int day = number(text, 2, 4);
        return Days.exists(-1, number(text, 4, 6), day > 50 ? day - 50 : day)
                && sumOfDigits(digits, 2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1) % 10 == at(digits, 12);
    }

    private static boolean health(String text) {
        int letter = text.charAt(0) - 'A' + 1;
        String digits = "" + letter / 10 + letter % 10 + text.substring(1);
        return sumOfDigits(digits, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2) % 10 == at(digits, 10);
    }
}
