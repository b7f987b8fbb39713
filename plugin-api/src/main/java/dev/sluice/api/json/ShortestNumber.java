package dev.sluice.api.json;

import java.math.BigDecimal;

/** Writes doubles as ECMAScript does: the fewest digits that read back as the same double (ECMA-262, Number::toString). */
final class ShortestNumber {
    private ShortestNumber() {}

    /** The text of a finite double. */
    static String format(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("JSON has finite numbers only, found " + value);
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal shortest = shortest(Math.abs(value)).stripTrailingZeros();
        String digits = shortest.unscaledValue().toString();
        int point = digits.length() - shortest.scale(); // The value is 0.DIGITS times ten to this power.
        return (value < 0 ? "-" : "") + layOut(digits, point);
    }

    private static String layOut(String digits, int point) {
        int count = digits.length();
        if (point > 21 || point <= -6) {
            String fraction = count > 1 ? "." + digits.substring(1) : "";
            return digits.charAt(0) + fraction + (point > 0 ? "e+" : "e") + (point - 1);
        }
        if (point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        return count <= point
                ? digits + "0".repeat(point - count)
                : digits.substring(0, point) + "." + digits.substring(point);
    }

    /** {@link Double#toString} is shortest but for one thing: it takes two digits where one would do (4.9E-324). */
    private static BigDecimal shortest(double value) {
        BigDecimal known = new BigDecimal(Double.toString(value));
        if (known.precision() != 2) {
            return known;
        }
        int scale = known.scale() - 1;
        int tens = known.unscaledValue().intValue() / 10;
        int ones = known.unscaledValue().intValue() % 10;
        BigDecimal near = BigDecimal.valueOf(ones < 5 ? tens : tens + 1, scale);
        BigDecimal far = BigDecimal.valueOf(ones < 5 ? tens + 1 : tens, scale);
        if (near.doubleValue() == value) {
            return near;
        }
        return far.doubleValue() == value ? far : known;
    }
}
