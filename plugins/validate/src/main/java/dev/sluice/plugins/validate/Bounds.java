package dev.sluice.plugins.validate;

import org.jspecify.annotations.Nullable;

/**
 * The smallest and the largest number allowed.
 *
 * @param min null for any
 * @param max null for any
 */
record Bounds(@Nullable Double min, @Nullable Double max) {

    boolean isEmpty() {
        return min == null && max == null;
    }

    boolean allow(double value) {
        return (min == null || value >= min) && (max == null || value <= max);
    }

    /** Adds a violation if a number is outside. */
    void check(String param, double value, Violations found) {
        if (min != null && value < min) {
            found.add(new Violation("too_small", param, "at least " + spell(min), spell(value), "raise it"));
        }
        if (max != null && value > max) {
            found.add(new Violation("too_large", param, "at most " + spell(max), spell(value), "lower it"));
        }
    }

    private static String spell(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return whole ? String.valueOf((long) value) : String.valueOf(value);
    }
}
