package dev.sluice.plugins.redact.check;

import static dev.sluice.plugins.redact.check.Digits.at;
import static dev.sluice.plugins.redact.check.Digits.number;
import static dev.sluice.plugins.redact.check.Digits.sum;

import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Identifiers of the Americas. */
final class America {

    /** Printed in advertisements, and so in use by thousands: the Social Security Administration has withdrawn them. */
    private static final Set<String> WITHDRAWN = Set.of("078051120", "219099999", "123456789", "987654321");

    static final Map<String, Predicate<String>> CHECKS = Map.ofEntries(
            Map.entry("us-ssn", America::ssn),
            Map.entry("us-aba", America::aba),
            Map.entry("us-npi", digits -> Digits.luhn("80840" + digits)),
            Map.entry("us-dea", America::dea),
            Map.entry("ca-sin", digits -> !Digits.allSame(digits) && Digits.luhn(digits)),
            Map.entry("br-cpf", America::cpf),
            Map.entry("br-cnpj", America::cnpj),
            Map.entry("ar-cuit", digits -> elevens(digits, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)),
            Map.entry("cl-rut", America::rut),
            Map.entry("co-nit", America::nit),
            Map.entry("mx-curp", America::curp),
            Map.entry("ec-cedula", digits -> number(digits, 0, 2) <= 24 && Digits.luhn(digits)),
            Map.entry("do-cedula", Digits::luhn));

    private America() {}

    private static boolean ssn(String digits) {
        int area = number(digits, 0, 3);
        return area > 0
                && area != 666
                && area < 900
                && number(digits, 3, 5) > 0
                && number(digits, 5, 9) > 0
                && !Digits.allSame(digits)
                && !WITHDRAWN.contains(digits);
    }

    /** Federal Reserve districts, thrift institutions, electronic transactions, traveller's cheques. */
    private static boolean aba(String digits) {
        int head = number(digits, 0, 2);
        boolean known = head <= 12 || (head >= 21 && head <= 32) || (head >= 61 && head <= 72) || head == 80;
        return known && !Digits.allSame(digits) && sum(digits, 3, 7, 1, 3, 7, 1, 3, 7, 1) % 10 == 0;
    }

    private static boolean dea(String text) {
        String digits = text.substring(2);
        return sum(digits, 1, 2, 1, 2, 1, 2) % 10 == at(digits, 6);
    }

    private static boolean cpf(String digits) {
        return !Digits.allSame(digits)
                && tail(sum(digits, 10, 9, 8, 7, 6, 5, 4, 3, 2)) == at(digits, 9)
                && tail(sum(digits, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2)) == at(digits, 10);
    }

    private static boolean cnpj(String digits) {
        return !Digits.allSame(digits)
                && tail(sum(digits, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)) == at(digits, 12)
                && tail(sum(digits, 6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)) == at(digits, 13);
    }

    private static int tail(int sum) {
        return sum % 11 < 2 ? 0 : 11 - sum % 11;
    }

    private static boolean elevens(String digits, int... weights) {
        int check = 11 - sum(digits, weights) % 11;
        return (check == 11 ? 0 : check == 10 ? 9 : check) == at(digits, weights.length);
    }

    private static boolean rut(String text) {
        int sum = 0;
        int last = text.length() - 1;
        for (int i = last - 1, weight = 2; i >= 0; i--, weight = weight == 7 ? 2 : weight + 1) {
            sum += at(text, i) * weight;
        }
        return "0123456789K".charAt((11 - sum % 11) % 11) == text.charAt(last);
    }

    private static boolean nit(String digits) {
        int[] weights = {3, 7, 13, 17, 19, 23, 29, 37, 41, 43};
        int sum = 0;
        int last = digits.length() - 1;
        for (int i = last - 1; i >= 0; i--) {
            sum += at(digits, i) * weights[last - 1 - i];
        }
        return "01987654321".charAt(sum % 11) == digits.charAt(last);
    }

    private static boolean curp(String text) {
        String alphabet = "0123456789ABCDEFGHIJKLMN\u00d1OPQRSTUVWXYZ";
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += alphabet.indexOf(text.charAt(i)) * (18 - i);
        }
        return Days.yymmdd(text, 4) && (10 - sum % 10) % 10 == at(text, 17);
    }
}
