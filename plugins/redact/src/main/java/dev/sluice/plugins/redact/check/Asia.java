package dev.sluice.plugins.redact.check;

import static dev.sluice.plugins.redact.check.Digits.at;
import static dev.sluice.plugins.redact.check.Digits.complement;
import static dev.sluice.plugins.redact.check.Digits.number;
import static dev.sluice.plugins.redact.check.Digits.remainder;
import static dev.sluice.plugins.redact.check.Digits.sum;

import java.util.Map;
import java.util.function.Predicate;

/** Identifiers of Asia, Africa and Oceania. */
final class Asia {

    static final Map<String, Predicate<String>> CHECKS = Map.ofEntries(
            Map.entry("in-aadhaar", Asia::aadhaar),
            Map.entry("cn-ric", text -> Days.yyyymmdd(text, 6) && Digits.mod11and2(text)),
            Map.entry("jp-my-number", Asia::myNumber),
            Map.entry("kr-rrn", digits -> Days.yymmdd(digits, 0)),
            Map.entry("kr-brn", Asia::brn),
            Map.entry("th-tnin", complementOfEleven(13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2)),
            Map.entry("sg-nric", Asia::nric),
            Map.entry("sg-uen", Asia::uen),
            Map.entry("hk-id", Asia::hongKong),
            Map.entry("tw-id", Asia::taiwan),
            Map.entry("my-nric", digits -> Days.yymmdd(digits, 0)),
            Map.entry("id-nik", digits -> Days.ddmmyy(withoutForty(digits), 6)),
            Map.entry("ph-tin", digits -> sum(digits, 9, 8, 7, 6, 5, 4, 3, 2) % 11 == at(digits, 8)),
            Map.entry("kz-iin", Asia::kazakhstan),
            Map.entry("il-id", digits -> !Digits.allSame(digits) && Digits.luhn(digits)),
            Map.entry("tr-id", Asia::turkey),
            Map.entry("za-id", digits -> Days.yymmdd(digits, 0) && Digits.luhn(digits)),
            Map.entry("ng-nin", digits -> !Digits.allSame(digits) && Digits.verhoeff(digits)),
            Map.entry("au-abn", Asia::abn),
            Map.entry("au-acn", complement(10, 8, 7, 6, 5, 4, 3, 2, 1)),
            Map.entry(
                    "au-medicare",
                    digits -> remainder(10, 1, 3, 7, 9, 1, 3, 7, 9).test(digits.substring(0, 9))),
            Map.entry("au-tfn", Digits.divisible(11, 1, 4, 3, 7, 5, 8, 6, 9, 10)),
            Map.entry("nz-ird", Asia::ird));

    private Asia() {}

    private static Predicate<String> complementOfEleven(int... weights) {
        return digits -> (11 - sum(digits, weights) % 11) % 10 == at(digits, weights.length);
    }

    private static boolean aadhaar(String digits) {
        return !new StringBuilder(digits).reverse().toString().equals(digits) && Digits.verhoeff(digits);
    }

    private static boolean myNumber(String digits) {
        int left = sum(digits, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11;
        return (left < 2 ? 0 : 11 - left) == at(digits, 11);
    }

    private static boolean brn(String digits) {
        int sum = sum(digits, 1, 3, 7, 1, 3, 7, 1, 3, 5) + at(digits, 8) * 5 / 10;
        return (10 - sum % 10) % 10 == at(digits, 9);
    }

    private static boolean nric(String text) {
        String digits = text.substring(1, 8);
        int sum = sum(digits, 2, 7, 6, 5, 4, 3, 2);
        return switch (text.charAt(0)) {
            case 'S' -> "JZIHGFEDCBA".charAt(sum % 11) == text.charAt(8);
            case 'T' -> "JZIHGFEDCBA".charAt((sum + 4) % 11) == text.charAt(8);
            case 'F' -> "XWUTRQPNMLK".charAt(sum % 11) == text.charAt(8);
            case 'G' -> "XWUTRQPNMLK".charAt((sum + 4) % 11) == text.charAt(8);
            default -> "XWUTRQPNJLK".charAt((sum + 3) % 11) == text.charAt(8);
        };
    }

    /** Businesses have eight digits, local companies a year and five, all others a letter, a year and a type. */
    private static boolean uen(String text) {
        if (text.length() == 9) {
            return "XMKECAWLJDB".charAt(sum(text, 10, 4, 9, 3, 8, 2, 7, 1) % 11) == text.charAt(8);
        }
        if (Character.isDigit(text.charAt(0))) {
            return "ZKCMDNERGWH".charAt(sum(text, 10, 8, 6, 4, 9, 7, 5, 3, 1) % 11) == text.charAt(9);
        }
        String alphabet = "ABCDEFGHJKLMNPQRSTUVWX0123456789";
        int[] weights = {4, 3, 5, 3, 10, 2, 2, 5, 7};
        int sum = -5;
        for (int i = 0; i < weights.length; i++) {
            sum += alphabet.indexOf(text.charAt(i)) * weights[i];
        }
        return alphabet.charAt(Math.floorMod(sum, 11)) == text.charAt(9);
    }

    private static boolean hongKong(String text) {
        int letters = text.length() - 7;
        int sum = letters == 1 ? 36 * 9 : 0;
        for (int i = 0; i < text.length() - 1; i++) {
            sum += Character.digit(text.charAt(i), 36) * (8 + letters - 1 - i);
        }
        char last = text.charAt(text.length() - 1);
        return (sum + (last == 'A' ? 10 : last - '0')) % 11 == 0;
    }

    private static boolean taiwan(String text) {
        int head = "ABCDEFGHJKLMNPQRSTUVXYWZIO".indexOf(text.charAt(0)) + 10;
        int sum = head / 10 + head % 10 * 9 + sum(text.substring(1), 8, 7, 6, 5, 4, 3, 2, 1, 1);
        return sum % 10 == 0;
    }

    /** Women have forty added to their day of birth. */
    private static String withoutForty(String digits) {
        int day = number(digits, 6, 8);
        return day <= 40 ? digits : digits.substring(0, 6) + (day + 60) % 100 / 10 + day % 10 + digits.substring(8);
    }

    private static boolean kazakhstan(String digits) {
        int check = sum(digits, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11) % 11;
        int second = sum(digits, 3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2) % 11;
        return Days.yymmdd(digits, 0) && (check == 10 ? second : check) == at(digits, 11);
    }

    private static boolean turkey(String digits) {
        int odd = sum(digits, 1, 0, 1, 0, 1, 0, 1, 0, 1);
        int even = sum(digits, 0, 1, 0, 1, 0, 1, 0, 1);
        return Math.floorMod(odd * 7 - even, 10) == at(digits, 9)
                && (odd + even + at(digits, 9)) % 10 == at(digits, 10);
    }

    private static boolean abn(String digits) {
        int sum = sum(digits, 10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19) - 10;
        return sum % 89 == 0;
    }

    private static boolean ird(String digits) {
        String padded = digits.length() == 8 ? "0" + digits : digits;
        int first = (11 - sum(padded, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 11;
        int second = (11 - sum(padded, 7, 4, 3, 2, 5, 2, 7, 6) % 11) % 11;
        int value = Integer.parseInt(padded);
        return value > 10_000_000 && value < 150_000_000 && (first == 10 ? second : first) == at(padded, 8);
    }
}
