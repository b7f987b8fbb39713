package dev.sluice.proxy.telemetry.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.concurrent.atomic.LongAdder;

/** What is counted of one filter. */
final class FilterSeries {

    final Histogram time = new Histogram(Scale.FINE);
    final LongAdder failures = new LongAdder();
    final Labels labels;

    FilterSeries(String filter) {
        this.labels = Labels.of("filter", filter);
    }

    CounterDataPointSnapshot failed() {
        return new CounterDataPointSnapshot((double) failures.sum(), labels, null, 0);
    }
}
