package dev.sluice.plugins.redact.check;

import java.util.function.Predicate;

/** The arithmetic of check digits that many issuers share. Takes digits only, unless it says otherwise. */
final class Digits {

    private static final int[][] DIHEDRAL = {
        {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 2, 3, 4, 0, 6, 7, 8, 9, 5}, {2, 3, 4, 0, 1, 7, 8, 9, 5, 6},
        {3, 4, 0, 1, 2, 8, 9, 5, 6, 7}, {4, 0, 1, 2, 3, 9, 5, 6, 7, 8}, {5, 9, 8, 7, 6, 0, 4, 3, 2, 1},
        {6, 5, 9, 8, 7, 1, 0, 4, 3, 2}, {7, 6, 5, 9, 8, 2, 1, 0, 4, 3}, {8, 7, 6, 5, 9, 3, 2, 1, 0, 4},
        {9, 8, 7, 6, 5, 4, 3, 2, 1, 0}
    };
    private static final int[] PERMUTATION = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};

    private Digits() {}

    /** The digit at a place. */
    static int at(String digits, int index) {
        return digits.charAt(index) - '0';
    }

    static int number(String digits, int from, int to) {
        return Integer.parseInt(digits, from, to, 10);
    }

    static boolean allSame(String digits) {
        return digits.chars().allMatch(c -> c == digits.charAt(0));
    }

    /** Digit times weight, summed over the weights. */
    static int sum(String digits, int... weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += at(digits, i) * weights[i];
        }
        return sum;
    }

    /** Like {@link #sum}, but the digits of each product are added up. */
    static int sumOfDigits(String digits, int... weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            int product = at(digits, i) * weights[i];
            sum += product / 10 + product % 10;
        }
        return sum;
    }

    /** The weighted sum of all digits, check digit included, is divisible. */
    static Predicate<String> divisible(int by, int... weights) {
        return digits -> digits.length() == weights.length && sum(digits, weights) % by == 0;
    }

    /** The digit behind the weighted ones brings their sum to a multiple. */
    static Predicate<String> complement(int modulus, int... weights) {
        return digits -> digits.length() == weights.length + 1
                && (modulus - sum(digits, weights) % modulus) % modulus == at(digits, weights.length);
    }

    /** The digit behind the weighted ones is what is left of their sum; what is left of ten counts as nothing. */
    static Predicate<String> remainder(int modulus, int... weights) {
        return digits -> digits.length() == weights.length + 1
                && sum(digits, weights) % modulus % 10 == at(digits, weights.length);
    }

    /** ISO/IEC 7812-1, annex B. */
    static boolean luhn(String digits) {
        int sum = 0;
        for (int i = digits.length() - 1, place = 0; i >= 0; i--, place++) {
            int value = at(digits, i) << (place & 1);
            sum += value > 9 ? value - 9 : value;
        }
        return sum % 10 == 0;
    }

    /** Verhoeff, 1969: the dihedral group of the pentagon. */
    static boolean verhoeff(String digits) {
        int check = 0;
        for (int i = digits.length() - 1, place = 0; i >= 0; i--, place++) {
            int digit = at(digits, i);
            for (int times = place % 8; times > 0; times--) {
                digit = PERMUTATION[digit];
            }
            check = DIHEDRAL[check][digit];
        }
        return check == 0;
    }

    /** ISO/IEC 7064, MOD 11,10. */
    static boolean mod11and10(String digits) {
        int check = 10;
        for (int i = 0; i < digits.length() - 1; i++) {
            int sum = (check + at(digits, i)) % 10;
            check = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return (check + at(digits, digits.length() - 1)) % 10 == 1;
    }

    /** ISO/IEC 7064, MOD 11-2; the last place may be an X. */
    static boolean mod11and2(String text) {
        int check = 0;
        for (int i = 0; i < text.length() - 1; i++) {
            check = (check + at(text, i)) * 2 % 11;
        }
        char last = text.charAt(text.length() - 1);
        return (check + (last == 'X' ? 10 : last - '0')) % 11 == 1;
    }

    /** What is left of a number of any length; letters stand for 10 to 35. */
    static int modulo(String text, int modulus) {
        int left = 0;
        for (int i = 0; i < text.length(); i++) {
            int value = Character.digit(text.charAt(i), 36);
            left = (left * (value > 9 ? 100 : 10) + value) % modulus;
        }
        return left;
    }
}
