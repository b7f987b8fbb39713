package dev.sluice.proxy.telemetry.metrics;

import dev.sluice.api.Call;
import dev.sluice.api.Outcome;
import dev.sluice.api.Reply;
import dev.sluice.api.Target;
import dev.sluice.api.Usage;
import dev.sluice.proxy.chain.FilterMeter;
import dev.sluice.proxy.telemetry.CallEnd;
import dev.sluice.proxy.telemetry.CallMeter;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts calls, attempts and filters for Prometheus. Any thread. */
public final class PrometheusCallMeter implements CallMeter, FilterMeter, MultiCollector {

    private static final int MAX_SERIES = 1_000;
    private static final int MAX_UNNAMED_TARGETS = 100; // Each has some 80 lines.

    private final LongAdder callsInFlight = new LongAdder();
    private final LongAdder attemptsInFlight = new LongAdder();
    private final Capped<CallSeries.Key, CallSeries> calls =
            new Capped<>(MAX_SERIES, CallSeries.Key.OTHER, CallSeries::new);
    private final Capped<TokenSeries.Key, TokenSeries> tokens =
            new Capped<>(MAX_SERIES, TokenSeries.Key.OTHER, TokenSeries::new);
    private final Capped<String, FilterSeries> filters = new Capped<>(MAX_SERIES, "other", FilterSeries::new);
    private final Targets targets = new Targets(MAX_SERIES, MAX_UNNAMED_TARGETS);

    PrometheusCallMeter() {}

    /**
     * Names targets that exist, so that each is shown by its own name from its first failure on.
     *
     * @param configured those of the config
     */
    public void trust(Collection<Target> configured) {
        configured.forEach(targets::named);
    }

    @Override
    public void callStarted() {
        callsInFlight.increment();
    }

    @Override
    public void callEnded(CallEnd end) {
        callsInFlight.decrement();
        calls.get(CallSeries.Key.of(end)).ended(end);
        Call call = end.call();
        Outcome outcome = end.outcome();
        Target target = call == null ? null : call.journal().target();
        if (call != null && outcome != null && target != null) {
            answered(call.route(), targets.of(target), outcome);
        }
        if (call != null) {
            end.besides().forEach(one -> used(call.route(), targets.of(one.target()), one.usage(), one.cost()));
        }
    }

    @Override
    public void attemptStarted(Target target) {
        attemptsInFlight.increment();
    }

    @Override
    public void attempted(Call call, Target target, @Nullable Reply reply, @Nullable Throwable failure) {
        attemptsInFlight.decrement();
        boolean exists = reply != null && reply.isSuccess();
        TargetSeries series = exists ? targets.answered(target) : targets.of(target);
        series.attempted(reply, failure);
    }

    @Override
    public void took(String filter, long nanos) {
        filters.get(filter).time.record(nanos);
    }

    @Override
    public void failed(String filter, Throwable failure) {
        filters.get(filter).failures.increment();
    }

    @Override
    public MetricSnapshots collect() {
        return new Families()
                .gauge("sluice_calls_in_flight", "Calls that have begun and are not over.", callsInFlight.sum())
                .gauge("sluice_attempts_in_flight", "Attempts without a head yet.", attemptsInFlight.sum())
                .calls(calls.all())
                .targets(targets.all())
                .tokens(tokens.all())
                .filters(filters.all())
                .all();
    }

    private void answered(String route, TargetSeries series, Outcome outcome) {
        series.ended(outcome);
        Usage usage = outcome.usage();
        if (usage != null) {
            used(route, series, usage, outcome.cost());
        }
    }

    private void used(String route, TargetSeries series, Usage usage, @Nullable BigDecimal cost) {
        tokens.get(new TokenSeries.Key(route, series.target)).used(usage, cost);
    }
}
