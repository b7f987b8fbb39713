package dev.sluice.proxy.telemetry.metrics;

import dev.sluice.api.Target;
import dev.sluice.api.Usage;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** The tokens that the calls of one route have used at one target. */
final class TokenSeries {

    /** What tells one series from another. */
    record Key(String route, Target target) {

        /** What tokens are counted under for which there is no room. */
        static final Key OTHER = new Key("other", new Target("other", "other"));
    }

    private final Labels labels;
    private final LongAdder input = new LongAdder();
    private final LongAdder output = new LongAdder();
    private final LongAdder cachedInput = new LongAdder();
    private final LongAdder cacheWrite = new LongAdder();
    private final LongAdder reasoning = new LongAdder();

    TokenSeries(Key key) {
        Target target = key.target();
        this.labels = Labels.of("route", key.route(), "provider", target.provider(), "model", target.model());
    }

    void used(Usage usage) {
        add(input, usage.input());
        add(output, usage.output());
        add(cachedInput, usage.cachedInput());
        add(cacheWrite, usage.cacheWrite());
        add(reasoning, usage.reasoning());
    }

    /** One counter for each kind. */
    List<CounterDataPointSnapshot> counts() {
        return List.of(
                count("input", input),
                count("output", output),
                count("cached_input", cachedInput),
                count("cache_write", cacheWrite),
                count("reasoning", reasoning));
    }

    private CounterDataPointSnapshot count(String kind, LongAdder tokens) {
        return new CounterDataPointSnapshot((double) tokens.sum(), labels.add("kind", kind), null, 0);
    }

    /** Providers say what they like; a counter only goes up. */
    private static void add(LongAdder tokens, long used) {
        if (used > 0) {
            tokens.add(used);
        }
    }
}
