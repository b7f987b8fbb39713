package dev.sluice.proxy.telemetry.metrics;

import dev.sluice.api.Call;
import dev.sluice.proxy.telemetry.CallEnd;
import dev.sluice.proxy.telemetry.CallResult;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** What is counted of the calls of one route, dialect and operation. */
final class CallSeries {

    private static final CallResult[] RESULTS = CallResult.values();
    private static final String[] CLASSES = {"other", "1xx", "2xx", "3xx", "4xx", "5xx"};

    /** What tells the calls of one series from those of another; made for each call, to look its series up. */
    record Key(String route, String dialect, String operation) {

        /** What calls are counted under for which there is no room. */
        static final Key OTHER = new Key("other", "other", "other");

        static Key of(CallEnd end) {
            Call call = end.call();
            String dialect =
                    end.request().dialect().isEmpty() ? "none" : end.request().dialect();
            return call == null
                    ? new Key("none", dialect, "none")
                    : new Key(call.route(), dialect, call.operation().label());
        }
    }

    final Histogram duration = new Histogram(Scale.COARSE);
    final Histogram firstToken = new Histogram(Scale.COARSE);
    final Histogram chunk = new Histogram(Scale.FINE);
    final Histogram overhead = new Histogram(Scale.FINE);
    final Labels labels;
    private final LongAdder[] results = Stream.generate(LongAdder::new)
            .limit((long) RESULTS.length * CLASSES.length)
            .toArray(LongAdder[]::new);

    CallSeries(Key key) {
        this.labels = Labels.of("route", key.route(), "dialect", key.dialect(), "operation", key.operation());
    }

    void ended(CallEnd end) {
        CallEnd.Timing timing = end.timing();
        results[CallResult.of(end).ordinal() * CLASSES.length + statusClass(end.status())].increment();
        duration.record(timing.total());
        if (timing.head() != 0) {
            overhead.record(timing.overhead());
            streamed(timing, end.chunks());
        }
    }

    /** Those that have happened, one counter for each outcome and class of status. */
    List<CounterDataPointSnapshot> counts() {
        List<CounterDataPointSnapshot> counts = new ArrayList<>();
        for (int i = 0; i < results.length; i++) {
            long count = results[i].sum();
            if (count > 0) {
                Labels all = labels.merge(Labels.of(
                        "outcome", RESULTS[i / CLASSES.length].label(), "status", CLASSES[i % CLASSES.length]));
                counts.add(new CounterDataPointSnapshot(count, all, null, 0));
            }
        }
        return counts;
    }

    private void streamed(CallEnd.Timing timing, long chunks) {
        if (chunks > 0) {
            firstToken.record(timing.untilHead());
        }
        if (chunks > 1) {
            chunk.record((timing.ended() - timing.head()) / (chunks - 1), chunks - 1);
        }
    }

    private static int statusClass(int status) {
        int hundreds = status / 100;
        return hundreds < CLASSES.length ? hundreds : 0;
    }
}
