package dev.sluice.plugins.redact.check;

/** Whether digits are a day of the calendar. Where the century is not known, a day of any century will do. */
final class Days {

    private static final int[] LENGTHS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private Days() {}

    /** Year in two digits, month, day, from a place on. */
    static boolean yymmdd(String digits, int from) {
        return exists(-1, Digits.number(digits, from + 2, from + 4), Digits.number(digits, from + 4, from + 6));
    }

    /** Day, month, year in two digits, from a place on. */
    static boolean ddmmyy(String digits, int from) {
        return exists(-1, Digits.number(digits, from + 2, from + 4), Digits.number(digits, from, from + 2));
    }

    /** Year in four digits, month, day, from a place on. */
    static boolean yyyymmdd(String digits, int from) {
        int year = Digits.number(digits, from, from + 4);
        return year >= 1800
                && year < 2100
                && exists(year, Digits.number(digits, from + 4, from + 6), Digits.number(digits, from + 6, from + 8));
    }

    /** A month and a day of a year, which is -1 if it is not known. */
    static boolean exists(int year, int month, int day) {
        boolean inMonth = month >= 1 && month <= 12 && day >= 1 && day <= LENGTHS[month - 1];
        boolean leap = year < 0 || (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
        return inMonth && (leap || month != 2 || day < 29);
    }
}
