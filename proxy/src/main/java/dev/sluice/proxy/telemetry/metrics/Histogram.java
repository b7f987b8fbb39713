package dev.sluice.proxy.telemetry.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * How long something takes, in fixed buckets. Recording adds to two adders and allocates nothing; Micrometer's timers keep
 * a decaying maximum as well, which costs several times that.
 */
final class Histogram {

    private final Scale scale;
    private final LongAdder[] counts;
    private final LongAdder sum = new LongAdder();

    Histogram(Scale scale) {
        this.scale = scale;
        this.counts = Stream.generate(LongAdder::new).limit(scale.buckets()).toArray(LongAdder[]::new);
    }

    /** Notes one time, in nanoseconds. */
    void record(long nanos) {
        record(nanos, 1);
    }

    /** Notes the same time, in nanoseconds, for several things. */
    void record(long nanos, long times) {
        long time = Math.max(0, nanos);
        counts[scale.bucket(time)].add(times);
        sum.add(time * times);
    }

    /** What was recorded so far. */
    HistogramDataPointSnapshot snapshot(Labels labels) {
        long[] now = Arrays.stream(counts).mapToLong(LongAdder::sum).toArray();
        ClassicHistogramBuckets buckets = ClassicHistogramBuckets.of(scale.bounds(), now);
        return new HistogramDataPointSnapshot(buckets, Scale.seconds(sum.sum()), labels, Exemplars.EMPTY, 0);
    }
}
