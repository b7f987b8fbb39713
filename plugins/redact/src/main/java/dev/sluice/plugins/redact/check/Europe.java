package dev.sluice.plugins.redact.check;

import static dev.sluice.plugins.redact.check.Digits.at;
import static dev.sluice.plugins.redact.check.Digits.divisible;
import static dev.sluice.plugins.redact.check.Digits.number;
import static dev.sluice.plugins.redact.check.Digits.sum;

import java.util.Map;
import java.util.function.Predicate;

/** Identifiers of Europe but for Germany, Italy and the north, which have classes of their own. */
final class Europe {

    static final Map<String, Predicate<String>> CHECKS = Map.ofEntries(
            Map.entry("uk-nhs", Europe::nhs),
            Map.entry("uk-driving-licence", text -> Days.exists(-1, ukMonth(text), number(text, 8, 10))),
            Map.entry("ie-ppsn", Europe::ppsn),
            Map.entry("fr-nir", Europe::nir),
            Map.entry("es-nif", text -> spanish(text.substring(0, text.length() - 1), text)),
            Map.entry("es-nie", text -> spanish("XYZ".indexOf(text.charAt(0)) + text.substring(1, 8), text)),
            Map.entry("pt-nif", Europe::portugal),
            Map.entry(
                    "nl-bsn",
                    digits -> number(digits, 0, 9) > 0
                            && divisible(11, 9, 8, 7, 6, 5, 4, 3, 2, -1).test(digits)),
            Map.entry("be-nn", Europe::belgium),
            Map.entry("at-vsnr", Europe::austria),
            Map.entry("ch-ahv", Digits.complement(10, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3)),
            Map.entry("pl-pesel", Europe::poland),
            Map.entry("cz-rc", Europe::czechia),
            Map.entry("ro-cnp", Europe::romania),
            Map.entry("bg-egn", Europe::bulgaria),
            Map.entry("hr-oib", Digits::mod11and10),
            Map.entry("si-emso", Europe::emso),
            Map.entry(
                    "gr-afm",
                    digits -> !Digits.allSame(digits)
                            && sum(digits, 256, 128, 64, 32, 16, 8, 4, 2) % 11 % 10 == at(digits, 8)),
            Map.entry("gr-amka", digits -> Days.ddmmyy(digits, 0) && Digits.luhn(digits)),
            Map.entry(
                    "hu-taj",
                    digits -> number(digits, 0, 9) > 0 && sum(digits, 3, 7, 3, 7, 3, 7, 3, 7) % 10 == at(digits, 8)),
            Map.entry("ru-inn", Europe::inn),
            Map.entry("ru-snils", Europe::snils),
            Map.entry(
                    "ua-rntrc",
                    digits -> Math.floorMod(sum(digits, -1, 5, 7, 9, 4, 6, 10, 5, 7), 11) % 10 == at(digits, 9)));

    private Europe() {}

    private static boolean nhs(String digits) {
        int check = 11 - sum(digits, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
        return !Digits.allSame(digits) && check % 11 == at(digits, 9) && check != 10;
    }

    /** Women have fifty added to their month of birth. */
    private static int ukMonth(String text) {
        return number(text, 6, 8) % 50;
    }

    private static boolean ppsn(String text) {
        int sum = sum(text, 8, 7, 6, 5, 4, 3, 2);
        if (text.length() == 9 && "ABCDEFGHI".indexOf(text.charAt(8)) >= 0) {
            sum += 9 * (text.charAt(8) - 'A' + 1);
        }
        return "WABCDEFGHIJKLMNOPQRSTUV".charAt(sum % 23) == text.charAt(7);
    }

    /** Corsica has a letter in its department. */
    private static boolean nir(String text) {
        String digits = text.replace("2A", "19").replace("2B", "18");
        return 97 - Long.parseLong(digits, 0, 13, 10) % 97 == number(digits, 13, 15);
    }

    private static boolean spanish(String digits, String text) {
        return "TRWAGMYFPDXBNJZSQVHLCKE".charAt(Integer.parseInt(digits) % 23) == text.charAt(text.length() - 1);
    }

    private static boolean portugal(String digits) {
        int check = 11 - sum(digits, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
        return (check > 9 ? 0 : check) == at(digits, 8);
    }

    /** Those born since 2000 count with a 2 in front. */
    private static boolean belgium(String digits) {
        long head = Long.parseLong(digits, 0, 9, 10);
        int check = number(digits, 9, 11);
        return number(digits, 2, 4) % 20 <= 12
                && number(digits, 4, 6) <= 31
                && (97 - head % 97 == check || 97 - (2_000_000_000L + head) % 97 == check);
    }

    private static boolean austria(String digits) {
        return Days.ddmmyy(digits, 4) && sum(digits, 3, 7, 9, 0, 5, 8, 4, 2, 1, 6) % 11 == at(digits, 3);
    }

    /** The century is added to the month, in twenties. */
    private static boolean poland(String digits) {
        return Days.exists(-1, number(digits, 2, 4) % 20, number(digits, 4, 6))
                && sum(digits, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1) % 10 == 0;
    }

    private static boolean czechia(String digits) {
        int month = number(digits, 2, 4) % 50;
        boolean day = Days.exists(-1, month > 20 ? month - 20 : month, number(digits, 4, 6));
        long value = Long.parseLong(digits);
        return day && (value % 11 == 0 || (value / 10 % 11 == 10 && value % 10 == 0));
    }

    private static boolean romania(String digits) {
        int left = sum(digits, 2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9) % 11;
        return Days.yymmdd(digits, 1) && (left == 10 ? 1 : left) == at(digits, 12);
    }

    private static boolean bulgaria(String digits) {
        int month = number(digits, 2, 4);
        return Days.exists(-1, month > 40 ? month - 40 : month > 20 ? month - 20 : month, number(digits, 4, 6))
                && sum(digits, 2, 4, 8, 5, 10, 9, 7, 3, 6) % 11 % 10 == at(digits, 9);
    }

    private static boolean emso(String digits) {
        int check = 11 - sum(digits, 7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11;
        return Days.ddmmyy("" + digits.substring(0, 4) + digits.substring(5, 7), 0)
                && (check > 9 ? 0 : check) == at(digits, 12);
    }

    private static boolean inn(String digits) {
        if (digits.length() == 10) {
            return sum(digits, 2, 4, 10, 3, 5, 9, 4, 6, 8) % 11 % 10 == at(digits, 9);
        }
        return sum(digits, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8) % 11 % 10 == at(digits, 10)
                && sum(digits, 3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8) % 11 % 10 == at(digits, 11);
    }

    private static boolean snils(String digits) {
        int left = sum(digits, 9, 8, 7, 6, 5, 4, 3, 2, 1) % 101 % 100;
        return left == number(digits, 9, 11);
    }
}
