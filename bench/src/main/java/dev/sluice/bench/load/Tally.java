package dev.sluice.bench.load;

import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What a phase has seen so far. Counts and latencies begin anew with the measured window; errors are kept throughout. */
public final class Tally {

    private static final int MAX_DISTINCT_FAULTS = 10;

    private final Histogram latency = histogram();
    private final Histogram firstEvent = histogram();
    private final Histogram eventLag = histogram();
    private final SortedMap<String, Long> faults = new TreeMap<>();
    private long calls;
    private long events;

    private static Histogram histogram() {
        Histogram histogram = new Histogram(3);
        histogram.setAutoResize(true);
        return histogram;
    }

    void startWindow() {
        calls = 0;
        events = 0;
        latency.reset();
        firstEvent.reset();
        eventLag.reset();
    }

    void call(long nanos) {
        calls++;
        latency.recordValue(Math.max(0, nanos));
    }

    void firstEvent(long nanos) {
        firstEvent.recordValue(Math.max(0, nanos));
    }

    void events(int count) {
        events += count;
    }

    void eventLag(long nanos) {
        eventLag.recordValue(Math.max(0, nanos));
    }

    void fault(String what) {
        String kind = faults.size() < MAX_DISTINCT_FAULTS || faults.containsKey(what) ? what : "other";
        faults.merge(kind, 1L, Long::sum);
    }

    /** The window so far, as values that no longer change. */
    Seen seen() {
        return new Seen(calls, events, Percentiles.of(latency), Percentiles.of(firstEvent), Percentiles.of(eventLag));
    }

    /** How often each fault was seen since the phase began. */
    public SortedMap<String, Long> faults() {
        return new TreeMap<>(faults);
    }
}
