package dev.sluice.plugins.redact.check;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whether a number is in use as a telephone number, by libphonenumber's number plans.
 *
 * <p>Nearly any run of digits is a number of some landline somewhere, so a bare one has to be one that mobile phones have.
 */
public final class Phones implements Predicate<String> {

    private static final int FEWEST = 7;
    private static final int MOST = 15;
    private static final int SHORTEST_BARE = 10;

    private final PhoneNumberUtil plans = PhoneNumberUtil.getInstance();
    private final List<Region> regions;

    /**
     * Makes the check.
     *
     * @param regions ISO 3166-1 codes of the countries whose numbers may come without a country's code
     * @throws IllegalArgumentException for a region that has no number plan
     */
    public Phones(List<String> regions) {
        for (String region : regions) {
            if (!plans.getSupportedRegions().contains(region)) {
                throw new IllegalArgumentException(
                        "expected regions by their ISO 3166-1 codes, such as US or GB, found '" + region + "'");
            }
        }
        this.regions = regions.stream().map(region -> Region.of(region, plans)).toList();
    }

    @Override
    public boolean test(String written) {
        if (!isLike(written)) {
            return false;
        }
        String digits = digits(written);
        boolean international = written.startsWith("+") || written.startsWith("(+");
        if (international || digits.startsWith("00")) {
            return isValid(international ? digits : digits.substring(2));
        }
        boolean bare = digits.length() == written.length();
        boolean bracket = written.startsWith("(");
        return regions.stream().anyMatch(region -> region.takes(digits, bare, bracket, plans));
    }

    private boolean isValid(String digits) {
        try {
            return plans.isValidNumber(plans.parse("+" + digits, null));
        } catch (NumberParseException e) {
            return false; // That is the answer: no number.
        }
    }

    /**
     * Whether a text has as many digits as a telephone number, and is no date and no other number that is written in groups.
     *
     * @param written without what stands around it
     * @return true if it could be a number somewhere
     */
    static boolean isLike(String written) {
        int extension = extension(written);
        String number = extension < 0 ? written : written.substring(0, extension);
        long digits = number.chars().filter(Character::isDigit).count();
        return digits >= FEWEST
                && digits <= MOST
                && !isDate(number)
                && !isAddress(number)
                && !isDecimal(number)
                && !isYearAndNumber(number)
                && isBalanced(written);
    }

    /**
     * The same for numbers of no plan, which a word nearby calls telephone numbers: nor is it the number of a house and a postcode,
     * which stand beside them in signatures.
     *
     * @param written without what stands around it
     * @return true if it could be a number somewhere
     */
    static boolean isUnplanned(String written) {
        boolean begins = "+(0".indexOf(written.charAt(0)) >= 0;
        int first = 0;
        while (first < written.length() && Character.isDigit(written.charAt(first))) {
            first++;
        }
        boolean range = first < 3 && written.startsWith("-", first) && !written.startsWith("1-");
        return isLike(written) && (begins || (!range && written.indexOf('/') < 0));
    }

    private static int extension(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("xX#eE".indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isDate(String text) {
        String[] parts = text.split("[-/. ]", -1);
        return parts.length >= 3
                && parts[0].length() <= 4
                && (parts[0].length() == 4
                        ? isYear(parts[0]) && parts[1].length() <= 2
                        : isYear(parts[2]) && parts[0].length() <= 2 && parts[1].length() <= 2);
    }

    private static boolean isYear(String text) {
        return text.length() == 4 && (text.startsWith("19") || text.startsWith("20"));
    }

    private static boolean isAddress(String text) {
        String[] parts = text.split("\\.", -1);
        return parts.length == 4 && parts[0].length() <= 3 && parts[3].length() <= 3;
    }

    /** {@code 0.123456789}: numbers whose groups are parted by one full stop begin with longer groups. */
    private static boolean isDecimal(String text) {
        int stop = text.indexOf('.');
        return stop > 0
                && stop <= 2
                && text.chars().allMatch(c -> c == '.' || Character.isDigit(c))
                && text.indexOf('.', stop + 1) < 0;
    }

    /** {@code 2024-000123}: tickets and invoices. */
    private static boolean isYearAndNumber(String text) {
        return text.length() > 4
                && text.charAt(4) == '-'
                && isYear(text.substring(0, 4))
                && text.substring(5).chars().allMatch(Character::isDigit);
    }

    private static boolean isBalanced(String text) {
        return text.chars().filter(c -> c == '(').count()
                == text.chars().filter(c -> c == ')').count();
    }

    private static String digits(String written) {
        int extension = extension(written);
        StringBuilder digits = new StringBuilder(MOST);
        for (int i = 0; i < (extension < 0 ? written.length() : extension); i++) {
            if (Character.isDigit(written.charAt(i))) {
                digits.append((char) ('0' + Character.digit(written.charAt(i), 10)));
            }
        }
        return digits.toString();
    }

    /**
     * A country whose numbers may come without its code. Numbers are put together from digits: to have them parsed for each
     * country would cost a hundred times as much.
     */
    private record Region(
            String code, int countryCode, @Nullable String prefix, boolean keepsZero) {

        static Region of(String code, PhoneNumberUtil plans) {
            return new Region(
                    code,
                    plans.getCountryCodeForRegion(code),
                    plans.getNddPrefixForRegion(code, true),
                    code.equals("IT"));
        }

        /**
         * A landline's number is written with its area code in brackets, or with the prefix where that is a zero. Ten digits
         * that begin with a one are seconds since 1970, which look like mobile numbers of Germany without their zero.
         */
        boolean takes(String digits, boolean bare, boolean bracket, PhoneNumberUtil plans) {
            boolean prefixed = prefix != null && !prefix.isEmpty() && digits.startsWith(prefix);
            String national = prefixed && prefix != null && !keepsZero ? digits.substring(prefix.length()) : digits;
            PhoneNumber number =
                    new PhoneNumber().setCountryCode(countryCode).setNationalNumber(Long.parseLong(national));
            number.setItalianLeadingZero(keepsZero && digits.startsWith("0"));
            boolean tooShort = bare && digits.length() < SHORTEST_BARE;
            boolean isMoment = bare && digits.length() == SHORTEST_BARE && digits.startsWith("1");
            if (tooShort
                    || isMoment
                    || (national.startsWith("0") && !keepsZero)
                    || !plans.isValidNumberForRegion(number, code)) {
                return false;
            }
            return switch (plans.getNumberType(number)) {
                case MOBILE, FIXED_LINE_OR_MOBILE -> true;
                default -> !bare && (!"0".equals(prefix) || prefixed || bracket);
            };
        }
    }
}
