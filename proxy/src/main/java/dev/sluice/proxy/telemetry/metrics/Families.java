package dev.sluice.proxy.telemetry.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Names and explains the series of one scrape. */
final class Families {

    private final MetricSnapshots.Builder families = MetricSnapshots.builder();

    Families calls(Collection<CallSeries> calls) {
        List<CounterDataPointSnapshot> counts =
                calls.stream().flatMap(series -> series.counts().stream()).toList();
        return counter("sluice_calls", "Calls that are over, by outcome and class of status.", counts)
                .calls(
                        "sluice_call_duration_seconds",
                        "From the request's header to the reply's end.",
                        calls,
                        c -> c.duration)
                .calls(
                        "sluice_time_to_first_token_seconds",
                        "From the request's header to the beginning of a streamed reply.",
                        calls,
                        series -> series.firstToken)
                .calls(
                        "sluice_stream_chunk_seconds",
                        "Mean time between the chunks of a stream; one observation a chunk.",
                        calls,
                        series -> series.chunk)
                .calls(
                        "sluice_overhead_seconds",
                        "Time to the reply's header that Sluice itself took.",
                        calls,
                        c -> c.overhead);
    }

    Families targets(Collection<TargetSeries> targets) {
        List<CounterDataPointSnapshot> counts =
                targets.stream().flatMap(series -> series.counts().stream()).toList();
        return counter("sluice_attempts", "Attempts at providers, by outcome.", counts)
                .targets("sluice_attempt_head_seconds", "From sending to the reply's header.", targets, t -> t.head)
                .targets(
                        "sluice_attempt_first_byte_seconds",
                        "From sending to the first byte of the body.",
                        targets,
                        t -> t.firstByte)
                .targets(
                        "sluice_attempt_duration_seconds",
                        "From sending to the end of the reply.",
                        targets,
                        t -> t.duration);
    }

    Families tokens(Collection<TokenSeries> tokens) {
        String help =
                "Tokens used; every kind but input and output is part of one of these, and estimated_ are those that"
                        + " were counted here, since the provider did not say.";
        List<CounterDataPointSnapshot> kinds =
                tokens.stream().flatMap(series -> series.counts().stream()).toList();
        return counter("sluice_tokens", help, kinds)
                .counter(
                        "sluice_cost_dollars",
                        "What the tokens cost in US dollars, as far as their prices are known.",
                        tokens.stream().map(TokenSeries::cost).toList());
    }

    Families filters(Collection<FilterSeries> filters) {
        return counter(
                        "sluice_filter_failures",
                        "Failures of filters that were contained.",
                        filters.stream().map(FilterSeries::failed).toList())
                .histogram(
                        "sluice_filter_seconds",
                        "Time that a filter took by itself, without what is below it.",
                        filters.stream()
                                .map(series -> series.time.snapshot(series.labels))
                                .toList());
    }

    Families gauge(String name, String help, long value) {
        families.metricSnapshot(new GaugeSnapshot(
                new MetricMetadata(name, help),
                List.of(new GaugeDataPointSnapshot((double) value, Labels.EMPTY, null))));
        return this;
    }

    Families histogram(String name, String help, Collection<HistogramDataPointSnapshot> points) {
        families.metricSnapshot(new HistogramSnapshot(new MetricMetadata(name, help, Unit.SECONDS), points));
        return this;
    }

    MetricSnapshots all() {
        return families.build();
    }

    private Families counter(String name, String help, Collection<CounterDataPointSnapshot> points) {
        families.metricSnapshot(new CounterSnapshot(new MetricMetadata(name, help), points));
        return this;
    }

    private Families calls(
            String name, String help, Collection<CallSeries> calls, Function<CallSeries, Histogram> histogram) {
        return histogram(
                name,
                help,
                calls.stream()
                        .map(series -> histogram.apply(series).snapshot(series.labels))
                        .toList());
    }

    private Families targets(
            String name, String help, Collection<TargetSeries> targets, Function<TargetSeries, Histogram> histogram) {
        return histogram(
                name,
                help,
                targets.stream()
                        .map(series -> histogram.apply(series).snapshot(series.labels))
                        .toList());
    }
}
