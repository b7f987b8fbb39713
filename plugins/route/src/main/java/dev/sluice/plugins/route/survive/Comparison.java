package dev.sluice.plugins.route.survive;

import dev.sluice.api.Call;
import dev.sluice.api.Outcome;
import dev.sluice.api.Target;
import dev.sluice.api.Usage;
import dev.sluice.api.model.Models;
import dev.sluice.api.plugin.Meters;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.plugins.route.choose.Candidate;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Records shadows and the calls that they are shadows of alike: latency, tokens and dollars as metrics, for the same calls, and a line in
 * the log for each of both, by the call's id.
 */
final class Comparison {

    private final Logger log;
    private final Models models;
    private final Side shadow;
    private final Side caller;
    private final Meters.Counter failures;

    /** One of the two sides that are compared. */
    private record Side(String name, Meters.Timing answers, Meters.Counter tokens, Meters.Counter dollars) {

        static Side of(String name, Meters meters) {
            return new Side(
                    name,
                    meters.timing(name + "_answers"),
                    meters.counter(name + "_output_tokens"),
                    meters.counter(name + "_dollars"));
        }
    }

    Comparison(PluginContext context) {
        this.log = context.logger();
        this.models = context.models();
        this.shadow = Side.of("shadow", context.meters());
        this.caller = Side.of("shadowed", context.meters());
        this.failures = context.meters().counter("shadow_failures");
    }

    void shadows(Outcome outcome, Call copy, Candidate other) {
        record(shadow, outcome, copy, other.target());
    }

    void callers(Outcome outcome, Call call) {
        Target target = call.journal().target();
        if (outcome.end() == Outcome.End.COMPLETED && outcome.status() < 400 && target != null) {
            record(caller, outcome, call, target);
        }
    }

    void failed(Call copy, Candidate other, String why) {
        failures.increment();
        log.atInfo()
                .addKeyValue("call", copy.id())
                .addKeyValue("target", other.target())
                .log("A shadow failed: {}", why);
    }

    private void record(Side side, Outcome outcome, Call call, Target target) {
        Usage usage = outcome.usage();
        BigDecimal cost = usage == null ? null : models.facts(target).cost(usage);
        side.answers().record(outcome.total());
        side.tokens().add(usage == null ? 0 : (double) usage.output());
        side.dollars().add(cost == null ? 0 : cost.doubleValue());
        log.atInfo()
                .addKeyValue("call", call.id())
                .addKeyValue("target", target)
                .addKeyValue("ms", outcome.total().toMillis())
                .addKeyValue("finish", Objects.requireNonNullElse(outcome.finishReason(), ""))
                .addKeyValue("output_tokens", usage == null ? "" : usage.output())
                .addKeyValue("dollars", shown(cost))
                .log("Compared: {}", side.name());
    }

    private static String shown(@Nullable BigDecimal cost) {
        return cost == null ? "" : cost.toPlainString();
    }
}
