package dev.sluice.api.json;

import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A JSON number; it is its text ({@code 1.0} stays {@code 1.0}) until someone asks for a value. */
public final class Num implements Json {
    /** Beyond this many places, exact arithmetic on a short text could fill the memory. */
    private static final int MAX_PLACES = 10_000;

    /** So many digits always fit into 64 bits. */
    private static final int PLAIN_DIGITS = 18;

    private final @Nullable Cell cell;
    private @Nullable String text; // A race may make it twice, equal.

    Num(Cell cell) {
        this.cell = cell;
    }

    Num(String text) {
        this.cell = null;
        this.text = text;
    }

    /** The number as it is written. */
    public String text() {
        String known = text;
        if (known == null) {
            known = cell == null ? "0" : cell.slice().toString();
            text = known;
        }
        return known;
    }

    /**
     * The exact value; {@code 1e3} and {@code 5.0} count as whole.
     *
     * @throws ArithmeticException if it is no whole number of 64 bits
     */
    public long asLong() {
        Slice digits = cell == null ? null : cell.slice();
        return digits != null && digits.length() <= PLAIN_DIGITS && isPlain(digits)
                ? plain(digits)
                : asBigDecimal().longValueExact();
    }

    /** The exact value if it is a whole number of 32 bits, else an {@link ArithmeticException}. */
    public int asInt() {
        return Math.toIntExact(asLong());
    }

    /** The nearest double; infinite beyond its range. */
    public double asDouble() {
        return Double.parseDouble(text());
    }

    /**
     * The exact value.
     *
     * @throws ArithmeticException if it has more than 10,000 places before or after the point
     */
    public BigDecimal asBigDecimal() {
        BigDecimal exact;
        try {
            exact = new BigDecimal(text());
        } catch (NumberFormatException e) {
            throw outOfRange(e); // The text is a JSON number, so its exponent must be beyond 32 bits.
        }
        long wholePlaces = (long) exact.precision() - exact.scale();
        if (wholePlaces > MAX_PLACES || exact.scale() > MAX_PLACES) {
            throw outOfRange(null);
        }
        return exact;
    }

    private static boolean isPlain(Slice text) {
        for (int i = text.start(); i < text.end(); i++) {
            if (text.array()[i] < '0' || text.array()[i] > '9') {
                return false;
            }
        }
        return true;
    }

    private static long plain(Slice digits) {
        long value = 0;
        for (int i = digits.start(); i < digits.end(); i++) {
            value = 10 * value + digits.array()[i] - '0';
        }
        return value;
    }

    private static ArithmeticException outOfRange(@Nullable Throwable cause) {
        ArithmeticException e = new ArithmeticException(
                "Expected a number with at most " + MAX_PLACES + " places but found one with a larger exponent");
        e.initCause(cause);
        return e;
    }

    @Override
    public void writeTo(Buffer out) {
        if (cell != null) {
            cell.writeTo(out);
        } else {
            out.appendBytes(text().getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Override
    public String toString() {
        return text();
    }
}
