package dev.sluice.plugins.redact.check;

import static dev.sluice.plugins.redact.check.Digits.at;
import static dev.sluice.plugins.redact.check.Digits.number;
import static dev.sluice.plugins.redact.check.Digits.sum;

import java.util.Map;
import java.util.function.Predicate;

/** Identifiers of the Nordic and Baltic countries. */
final class North {

    static final Map<String, Predicate<String>> CHECKS = Map.of(
            "fi-hetu", North::finland,
            "se-personnummer", North::sweden,
            "se-organisationsnummer", digits -> at(digits, 2) >= 2 && Digits.luhn(digits),
            "no-fodselsnummer", North::norway,
            "dk-cpr", digits -> Days.ddmmyy(digits, 0),
            "is-kennitala", North::iceland,
            "baltic-id", North::baltic);

    private North() {}

    /** A dash for the century is gone by now, a letter or a plus is not. */
    private static boolean finland(String text) {
        int last = text.length() - 1;
        int value = number(text, 0, 6) * 1000 + number(text, last - 3, last);
        return Days.ddmmyy(text, 0) && "0123456789ABCDEFHJKLMNPRSTUVWXY".charAt(value % 31) == text.charAt(last);
    }

    /** With or without the century; people without a registered address have sixty added to their day. */
    private static boolean sweden(String digits) {
        String ten = digits.substring(digits.length() - 10);
        int day = number(ten, 4, 6);
        boolean century = digits.length() == 10 || (number(digits, 0, 2) >= 18 && number(digits, 0, 2) <= 20);
        return century && Days.exists(-1, number(ten, 2, 4), day > 60 ? day - 60 : day) && Digits.luhn(ten);
    }

    /** D numbers have forty added to the day, synthetic ones eighty to the month. */
    private static boolean norway(String digits) {
        int day = number(digits, 0, 2);
        int month = number(digits, 2, 4);
        return Days.exists(-1, month > 80 ? month - 80 : month > 40 ? month - 40 : month, day > 40 ? day - 40 : day)
                && sum(digits, 3, 7, 6, 1, 8, 9, 4, 5, 2, 1) % 11 == 0
                && sum(digits, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;
    }

    private static boolean iceland(String digits) {
        return Days.ddmmyy(digits, 0) && (11 - sum(digits, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 11 == at(digits, 8);
    }

    /** Estonia and Lithuania share one scheme. */
    private static boolean baltic(String digits) {
        int check = sum(digits, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1) % 11;
        int second = sum(digits, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3) % 11 % 10;
        return Days.yymmdd(digits, 1) && (check == 10 ? second : check) == at(digits, 10);
    }
}
