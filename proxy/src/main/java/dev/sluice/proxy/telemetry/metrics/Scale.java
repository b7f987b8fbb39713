package dev.sluice.proxy.telemetry.metrics;

import java.util.Arrays;

/** Upper bounds of a histogram's buckets. */
final class Scale {

    /** For what takes microseconds: filters, overhead, the event loop. From 50 us to a second. */
    static final Scale FINE = new Scale(
            50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000);

    /** For what models take: from a millisecond to ten minutes. */
    static final Scale COARSE = new Scale(
            1_000,
            2_000,
            5_000,
            10_000,
            20_000,
            50_000,
            100_000,
            200_000,
            500_000,
            1_000_000,
            2_000_000,
            5_000_000,
            10_000_000,
            20_000_000,
            60_000_000,
            120_000_000,
            300_000_000,
            600_000_000);

    private final long[] nanos;
    private final double[] seconds;

    private Scale(long... micros) {
        this.nanos = Arrays.stream(micros).map(micro -> micro * 1_000).toArray();
        double[] bounds = Arrays.stream(nanos).mapToDouble(Scale::seconds).toArray();
        this.seconds = Arrays.copyOf(bounds, bounds.length + 1);
        this.seconds[bounds.length] = Double.POSITIVE_INFINITY;
    }

    /** The bucket of a time; bounds belong to the bucket below them. */
    int bucket(long time) {
        int found = Arrays.binarySearch(nanos, time);
        return found >= 0 ? found : -found - 1;
    }

    /** How many buckets there are, the one without a bound included. */
    int buckets() {
        return seconds.length;
    }

    /** The bounds in seconds, the last of them infinite. */
    double[] bounds() {
        return seconds.clone();
    }

    static double seconds(long nanos) {
        return nanos / 1e9;
    }
}
