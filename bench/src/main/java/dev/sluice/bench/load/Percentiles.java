package dev.sluice.bench.load;

import org.HdrHistogram.Histogram;

/** The part of a latency distribution that is reported; the numbers are microseconds, and NaN where nothing was seen. */
public record Percentiles(long count, double p50, double p99, double p999, double max) {

    private static final double NANOS_PER_MICRO = 1_000;

    static Percentiles of(Histogram nanos) {
        return new Percentiles(nanos.getTotalCount(), at(nanos, 50), at(nanos, 99), at(nanos, 99.9), at(nanos, 100));
    }

    private static double at(Histogram nanos, double percentile) {
        return nanos.getTotalCount() == 0 ? Double.NaN : nanos.getValueAtPercentile(percentile) / NANOS_PER_MICRO;
    }
}
