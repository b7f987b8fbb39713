package dev.sluice.plugins.limit;

import dev.sluice.api.state.Limit;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** US dollars as the whole numbers that the shared state counts: billionths, since a token costs less than a millionth. */
final class Money {

    private static final int DIGITS = 9;

    /** Some four million dollars. */
    static final BigDecimal MOST = BigDecimal.valueOf(Limit.MOST).movePointLeft(DIGITS);

    private Money() {}

    static long units(BigDecimal dollars) {
        return dollars.movePointRight(DIGITS)
                .setScale(0, RoundingMode.UP)
                .min(BigDecimal.valueOf(Limit.MOST))
                .longValueExact();
    }
}
