package dev.sluice.bench.report;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** The same number from several rounds: the median speaks, the extremes say how far to trust it. */
public record Spread(double median, double least, double most) {

    public static Spread of(DoubleStream values) {
        double[] sorted = values.filter(Double::isFinite).sorted().toArray();
        if (sorted.length == 0) {
            return new Spread(Double.NaN, Double.NaN, Double.NaN);
        }
        return new Spread(median(sorted), sorted[0], sorted[sorted.length - 1]);
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
    }
}
