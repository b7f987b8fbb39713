package dev.sluice.bench.report;

import static dev.sluice.bench.run.Phase.CLOSED;
import static dev.sluice.bench.run.Phase.CROWD;
import static dev.sluice.bench.run.Phase.HALF;
import static dev.sluice.bench.run.Phase.LOW;
import static dev.sluice.bench.run.Phase.SINGLE;
import static dev.sluice.bench.run.Phase.STREAM;

import dev.sluice.bench.run.Sample;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** One row of the table: a number out of the samples of one phase. */
record Metric(String title, String phase, Against against, ToDoubleFunction<Sample> value) {

    /** What a number is put beside. */
    enum Against {
        NOTHING,
        /** A ratio to nginx follows the number. */
        NGINX,
        /** The upstream's own number, called directly in the same round, is subtracted. */
        DIRECT
    }

    private static final double MIB = 1024 * 1024;
    private static final double PERCENT = 100;

    static final List<Metric> ALL = List.of(
            new Metric("CPU per call, 1 KB (µs)", CLOSED + "1k", Against.NGINX, Sample::cpuMicrosPerCall),
            new Metric("CPU per call, 16 KB (µs)", CLOSED + "16k", Against.NGINX, Sample::cpuMicrosPerCall),
            new Metric("CPU per call, 1 MB (µs)", CLOSED + "1m", Against.NGINX, Sample::cpuMicrosPerCall),
            new Metric("CPU per call at half load, 1 KB (µs)", HALF, Against.NGINX, Sample::cpuMicrosPerCall),
            new Metric("CPU per streamed event (µs)", STREAM, Against.NGINX, Sample::cpuMicrosPerEvent),
            new Metric("Calls per second, 1 KB", CLOSED + "1k", Against.NGINX, Sample::callsPerSecond),
            new Metric("Calls per second, 16 KB", CLOSED + "16k", Against.NGINX, Sample::callsPerSecond),
            new Metric("Calls per second, 1 MB", CLOSED + "1m", Against.NGINX, Sample::callsPerSecond),
            new Metric(
                    "Added p50, one connection (µs)",
                    SINGLE,
                    Against.DIRECT,
                    each -> each.seen().latency().p50()),
            new Metric(
                    "Added p99, one connection (µs)",
                    SINGLE,
                    Against.DIRECT,
                    each -> each.seen().latency().p99()),
            new Metric(
                    "Added p50, low load (µs)",
                    LOW,
                    Against.DIRECT,
                    each -> each.seen().latency().p50()),
            new Metric(
                    "Added p99, low load (µs)",
                    LOW,
                    Against.DIRECT,
                    each -> each.seen().latency().p99()),
            new Metric(
                    "Added p99.9, low load (µs)",
                    LOW,
                    Against.DIRECT,
                    each -> each.seen().latency().p999()),
            new Metric(
                    "Added p50, half load (µs)",
                    HALF,
                    Against.DIRECT,
                    each -> each.seen().latency().p50()),
            new Metric(
                    "Added p99, half load (µs)",
                    HALF,
                    Against.DIRECT,
                    each -> each.seen().latency().p99()),
            new Metric(
                    "Added p99.9, half load (µs)",
                    HALF,
                    Against.DIRECT,
                    each -> each.seen().latency().p999()),
            new Metric(
                    "Added time to first event, p50 (µs)",
                    STREAM,
                    Against.DIRECT,
                    each -> each.seen().firstEvent().p50()),
            new Metric(
                    "Added time to first event, p99 (µs)",
                    STREAM,
                    Against.DIRECT,
                    each -> each.seen().firstEvent().p99()),
            new Metric(
                    "Added lag of an event, p99 (µs)",
                    STREAM,
                    Against.DIRECT,
                    each -> each.seen().eventLag().p99()),
            new Metric("Resident after streams (MiB)", STREAM, Against.NOTHING, each -> each.residentBytes() / MIB),
            new Metric(
                    "Resident after 1 MB bodies (MiB)",
                    CLOSED + "1m",
                    Against.NOTHING,
                    each -> each.residentBytes() / MIB),
            new Metric("Load side busy, 1 KB (%)", CLOSED + "1k", Against.NOTHING, each -> each.loadBusy() * PERCENT),
            new Metric("5,000 streams: events per second", CROWD, Against.NGINX, Sample::eventsPerSecond),
            new Metric("5,000 streams: CPU per event (µs)", CROWD, Against.NGINX, Sample::cpuMicrosPerEvent),
            new Metric("5,000 streams: core busy (%)", CROWD, Against.NOTHING, each -> each.busy() * PERCENT),
            new Metric("5,000 streams: load side busy (%)", CROWD, Against.NOTHING, each -> each.loadBusy() * PERCENT),
            new Metric(
                    "5,000 streams: lag of an event, p50 (µs)",
                    CROWD,
                    Against.NOTHING,
                    each -> each.seen().eventLag().p50()),
            new Metric(
                    "5,000 streams: lag of an event, p99 (µs)",
                    CROWD,
                    Against.NOTHING,
                    each -> each.seen().eventLag().p99()),
            new Metric("5,000 streams: resident (MiB)", CROWD, Against.NOTHING, each -> each.residentBytes() / MIB));
}
