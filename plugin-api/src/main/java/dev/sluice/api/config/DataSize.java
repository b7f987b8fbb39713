package dev.sluice.api.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of data, written with a unit: {@code 512B}, {@code 64KB} (of 1000), {@code 32MiB} (of 1024).
 *
 * @param bytes zero or more
 */
public record DataSize(long bytes) implements Comparable<DataSize> {

    /** What {@link #parse} takes, as a regular expression that JSON Schema understands as well. */
    public static final String PATTERN = "[0-9]+(B|[KMGT]B|[KMGT]iB)";

    private static final Pattern SYNTAX = Pattern.compile("([0-9]+)(B|([KMGT])(i?)B)");
    private static final String PREFIXES = "KMGT";

    public DataSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("expected a size of zero or more, found " + bytes + " bytes");
        }
    }

    public static DataSize parse(String text) {
        Matcher match = SYNTAX.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("expected a size such as 512B, 64KB or 32MiB");
        }
        try {
            return new DataSize(Math.multiplyExact(Long.parseLong(match.group(1)), unit(match)));
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("expected a size below 8388608TiB", e);
        }
    }

    /** The size in the largest unit that says it exactly; {@link #parse} reads it back. */
    @Override
    public String toString() {
        for (int power = PREFIXES.length(); power > 0; power--) {
            char prefix = PREFIXES.charAt(power - 1);
            if (isWhole(power(1024, power))) {
                return bytes / power(1024, power) + "" + prefix + "iB";
            }
            if (isWhole(power(1000, power))) {
                return bytes / power(1000, power) + "" + prefix + "B";
            }
        }
        return bytes + "B";
    }

    @Override
    public int compareTo(DataSize other) {
        return Long.compare(bytes, other.bytes);
    }

    private boolean isWhole(long unit) {
        return bytes > 0 && bytes % unit == 0;
    }

    private static long unit(Matcher match) {
        if (match.group(3) == null) {
            return 1;
        }
        return power(match.group(4).isEmpty() ? 1000 : 1024, PREFIXES.indexOf(match.group(3)) + 1);
    }

    private static long power(int base, int exponent) {
        return exponent == 0 ? 1 : base * power(base, exponent - 1);
    }
}
