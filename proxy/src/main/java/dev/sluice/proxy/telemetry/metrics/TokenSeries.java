package dev.sluice.proxy.telemetry.metrics;

import dev.sluice.api.Target;
import dev.sluice.api.Usage;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

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
    private final LongAdder audioInput = new LongAdder();
    private final LongAdder audioOutput = new LongAdder();
    private final LongAdder imageInput = new LongAdder();
    private final LongAdder imageOutput = new LongAdder();
    private final DoubleAdder dollars = new DoubleAdder();
    private final LongAdder estimatedInput = new LongAdder();
    private final LongAdder estimatedOutput = new LongAdder();

    TokenSeries(Key key) {
        Target target = key.target();
        this.labels = Labels.of("route", key.route(), "provider", target.provider(), "model", target.model());
    }

    void used(Usage usage, @Nullable BigDecimal cost) {
        if (cost != null) {
            dollars.add(cost.doubleValue());
        }
        add(input, usage.input());
        add(output, usage.output());
        add(cachedInput, usage.cachedInput());
        add(cacheWrite, usage.cacheWrite());
        add(reasoning, usage.reasoning());
        add(audioInput, usage.audioInput());
        add(audioOutput, usage.audioOutput());
        add(imageInput, usage.imageInput());
        add(imageOutput, usage.imageOutput());
        if (usage.estimated()) {
            add(estimatedInput, usage.input());
            add(estimatedOutput, usage.output());
        }
    }

    /** What the tokens cost, as far as prices are known. */
    CounterDataPointSnapshot cost() {
        return new CounterDataPointSnapshot(dollars.sum(), labels, null, 0);
    }

    /** One counter for each kind. */
    List<CounterDataPointSnapshot> counts() {
        return List.of(
                count("input", input),
                count("output", output),
                count("cached_input", cachedInput),
                count("cache_write", cacheWrite),
                count("reasoning", reasoning),
                count("audio_input", audioInput),
                count("audio_output", audioOutput),
                count("image_input", imageInput),
                count("image_output", imageOutput),
                count("estimated_input", estimatedInput),
                count("estimated_output", estimatedOutput));
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
