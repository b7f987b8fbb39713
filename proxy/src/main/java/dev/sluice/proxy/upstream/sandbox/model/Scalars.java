package dev.sluice.proxy.upstream.sandbox.model;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Makes the numbers and strings that a schema allows. */
final class Scalars {

    private static final int LONGEST = 4_096;

    private Scalars() {}

    /** The number nearest to 1 that the bounds allow. */
    static Json number(Obj rule) {
        boolean whole = Rules.type(rule).equals("integer");
        BigDecimal low = bound(rule, "minimum", "exclusiveMinimum", whole, 1);
        BigDecimal high = bound(rule, "maximum", "exclusiveMaximum", whole, -1);
        BigDecimal number = BigDecimal.ONE;
        if (high != null && number.compareTo(high) > 0) {
            number = high;
        }
        if (low != null && number.compareTo(low) < 0) {
            number = low;
        }
        BigDecimal made = multiple(number, exact(rule.number("multipleOf"))).stripTrailingZeros();
        return Json.from(made.setScale(Math.max(made.scale(), 0)));
    }

    /** The outermost number within a bound; {@code inwards} is 1 for a lower one and -1 for an upper one. */
    private static @Nullable BigDecimal bound(
            Obj rule, String inclusive, String exclusive, boolean whole, int inwards) {
        BigDecimal avoided = exact(rule.number(exclusive));
        BigDecimal edge = avoided == null
                ? exact(rule.number(inclusive))
                : avoided.add(BigDecimal.valueOf(inwards).movePointLeft(3));
        if (edge == null || !whole) {
            return edge;
        }
        return edge.setScale(0, inwards > 0 ? RoundingMode.CEILING : RoundingMode.FLOOR);
    }

    private static BigDecimal multiple(BigDecimal number, @Nullable BigDecimal step) {
        if (step == null || step.signum() <= 0) {
            return number;
        }
        return number.divide(step, 0, RoundingMode.CEILING).multiply(step);
    }

    private static @Nullable BigDecimal exact(@Nullable Num number) {
        double value = number == null ? Double.NaN : number.asDouble();
        return Double.isFinite(value) ? BigDecimal.valueOf(value) : null;
    }

    /** What a format looks like; else the name of the place, as long as it has to be. */
    static Json text(Obj rule, String name) {
        String format = rule.text("format");
        String sample = format == null ? null : formatted(format);
        if (sample != null) {
            return Json.of(sample);
        }
        int least = Math.min(Rules.integer(rule, "minLength", 0), LONGEST);
        int most = Rules.integer(rule, "maxLength", LONGEST);
        String padded = name.length() >= least ? name : name + "x".repeat(least - name.length());
        return Json.of(padded.substring(0, Math.min(most, padded.length())));
    }

    private static @Nullable String formatted(String format) {
        return switch (format) {
            case "date" -> "2026-01-31";
            case "time" -> "12:00:00Z";
            case "date-time" -> "2026-01-31T12:00:00Z";
            case "duration" -> "PT1H";
            case "email" -> "someone@example.com";
            case "hostname" -> "example.com";
            case "ipv4" -> "192.0.2.1";
            case "ipv6" -> "2001:db8::1";
            case "uri", "url" -> "https://example.com/";
            case "uuid" -> "00000000-0000-4000-8000-000000000000";
            default -> null;
        };
    }
}
