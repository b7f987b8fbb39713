package dev.sluice.proxy.telemetry.metrics;

import dev.sluice.api.Outcome;
import dev.sluice.api.Reply;
import dev.sluice.api.Target;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What is counted of the attempts at one target. */
final class TargetSeries {

    final Histogram head = new Histogram(Scale.COARSE);
    final Histogram firstByte = new Histogram(Scale.COARSE);
    final Histogram duration = new Histogram(Scale.COARSE);
    final Target target;
    final Labels labels;
    private final Map<AttemptResult, LongAdder> results = new EnumMap<>(AttemptResult.class);

    TargetSeries(Target target) {
        this.target = target;
        this.labels = Labels.of("provider", target.provider(), "model", target.model());
        for (AttemptResult result : AttemptResult.values()) {
            results.put(result, new LongAdder());
        }
    }

    void attempted(@Nullable Reply reply, @Nullable Throwable failure) {
        Objects.requireNonNull(results.get(AttemptResult.of(reply, failure))).increment();
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
        results.forEach((result, adder) -> {
            double count = (double) adder.sum();
            if (count > 0) {
                counts.add(new CounterDataPointSnapshot(count, labels.add("outcome", result.label()), null, 0));
            }
        });
        return counts;
    }

    private static void record(Histogram histogram, Duration time) {
        if (time.isPositive()) {
            histogram.record(time.toNanos());
        }
    }
}
