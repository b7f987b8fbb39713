package dev.sluice.plugins.route.sim;

import java.util.Arrays;
import java.util.Locale;

/**
 * What came of a run.
 *
 * @param success share of calls that got an answer
 * @param p50 milliseconds, of those that did
 * @param p99 milliseconds, of those that did
 * @param amplification attempts for each call
 * @param dollars for a thousand calls
 */
record Result(double success, double p50, double p99, double amplification, double dollars) {

    static Result of(long[] nanos, int answered, int calls, int attempts, double dollars) {
        long[] sorted = Arrays.copyOf(nanos, answered);
        Arrays.sort(sorted);
        return new Result(
                (double) answered / calls,
                at(sorted, 0.5),
                at(sorted, 0.99),
                (double) attempts / calls,
                dollars * 1000 / calls);
    }

    private static double at(long[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) (sorted.length * share)] / 1e6;
    }

    String row(String scenario, String strategy) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.2f %% | %s | %s | %.3f | %.2f |",
                scenario,
                strategy,
                success * 100,
                millis(p50),
                millis(p99),
                amplification,
                dollars);
    }

    private static String millis(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.0f", value);
    }
}
