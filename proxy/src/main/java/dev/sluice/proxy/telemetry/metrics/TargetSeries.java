package dev.sluice.proxy.telemetry.metrics;

import dev.sluice.api.Outcome;
import dev.sluice.api.Reply;
import dev.sluice.api.Target;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is counted of the attempts at one target. */
final class TargetSeries {

    private static final AttemptResult[] RESULTS = AttemptResult.values();

    final Histogram head = new Histogram(Scale.COARSE);
    final Histogram firstByte = new Histogram(Scale.COARSE);
    final Histogram duration = new Histogram(Scale.COARSE);
    final Target target;
    final Labels labels;
    private final LongAdder[] results =
            Stream.generate(LongAdder::new).limit(RESULTS.length).toArray(LongAdder[]::new);

    TargetSeries(Target target) {
        this.target = target;
        this.labels = Labels.of("provider", target.provider(), "model", target.model());
    }

    void attempted(@Nullable Reply reply, @Nullable Throwable failure) {
        results[AttemptResult.of(reply, failure).ordinal()].increment();
        if (reply != null) {
            head.record(reply.stopwatch().elapsed().toNanos());
        }
    }

    /** The attempt whose reply the client got is over. */
    void ended(Outcome outcome) {
        record(firstByte, outcome.firstByte());
        record(duration, outcome.total());
    }

    /** Those that have happened, one counter for each outcome. */
    List<CounterDataPointSnapshot> counts() {
        List<CounterDataPointSnapshot> counts = new ArrayList<>();
        for (AttemptResult result : RESULTS) {
            long count = results[result.ordinal()].sum();
            if (count > 0) {
                counts.add(new CounterDataPointSnapshot(count, labels.add("outcome", result.label()), null, 0));
            }
        }
        return counts;
    }

    private static void record(Histogram histogram, Duration time) {
        if (time.isPositive()) {
            histogram.record(time.toNanos());
        }
    }
}
