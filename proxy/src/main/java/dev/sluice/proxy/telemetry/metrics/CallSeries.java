package dev.sluice.proxy.telemetry.metrics;

import dev.sluice.api.Call;
import dev.sluice.proxy.telemetry.CallEnd;
import dev.sluice.proxy.telemetry.CallResult;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** What is counted of the calls of one route, dialect and operation. */
final class CallSeries {

    private static final int SWITCHED = 101;
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
    private final Map<CallResult, LongAdder[]> results = new EnumMap<>(CallResult.class);

    CallSeries(Key key) {
        this.labels = Labels.of("route", key.route(), "dialect", key.dialect(), "operation", key.operation());
        for (CallResult result : CallResult.values()) {
            results.put(
                    result,
                    Stream.generate(LongAdder::new).limit(CLASSES.length).toArray(LongAdder[]::new));
        }
    }

    void ended(CallEnd end) {
        CallEnd.Timing timing = end.timing();
        count(CallResult.of(end), statusClass(end.status())).increment();
        duration.record(timing.total());
        if (timing.head() != 0) {
            overhead.record(timing.overhead());
            streamed(
                    timing,
                    end.status() == SWITCHED ? 0 : end.chunks()); // In a session nobody waits for the next frame.
        }
    }

    /** Those that have happened, one counter for each outcome and class of status. */
    List<CounterDataPointSnapshot> counts() {
        List<CounterDataPointSnapshot> counts = new ArrayList<>();
        for (CallResult result : CallResult.values()) {
            for (int status = 0; status < CLASSES.length; status++) {
                double count = (double) count(result, status).sum();
                if (count > 0) {
                    Labels which = Labels.of("outcome", result.label(), "status", CLASSES[status]);
                    counts.add(new CounterDataPointSnapshot(count, labels.merge(which), null, 0));
                }
            }
        }
        return counts;
    }

    private LongAdder count(CallResult result, int statusClass) {
        return Objects.requireNonNull(results.get(result))[statusClass];
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
