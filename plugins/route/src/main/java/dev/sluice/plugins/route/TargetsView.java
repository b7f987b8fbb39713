package dev.sluice.plugins.route;

import dev.sluice.api.admin.AdminReply;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.plugin.Timers;
import dev.sluice.plugins.route.targets.TargetState;
import dev.sluice.plugins.route.targets.TargetStates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows operators what the filter thinks of each target, and why. */
record TargetsView(TargetStates states, Timers timers) {

    /** The path below {@code /admin/v1}. */
    static final String PATH = "/route/targets";

    private static final double NANOS_PER_MILLI = 1e6;

    AdminReply reply() {
        long now = timers.nanoTime();
        List<Json> targets = new ArrayList<>();
        states.all().stream()
                .sorted(Comparator.comparing(state -> state.target().toString()))
                .forEach(state -> targets.add(show(state, now)));
        return AdminReply.json(200, Json.object("targets", Json.array(targets.toArray())));
    }

    private static Obj show(TargetState state, long now) {
        return Json.object(
                "target", state.target().toString(),
                "ejected", state.isEjected(),
                "because", state.ejectedBecause(),
                "ejected_for_ms", state.ejectedFor(now).toMillis(),
                "in_flight", state.inFlight(),
                "tokens_in_flight", state.tokensInFlight(),
                "failures", state.failures(),
                "retry_tokens", state.retryTokens(),
                "first_token_ms", Math.round(state.latency(true, now) / NANOS_PER_MILLI),
                "first_token_p95_ms", millis(state.p95(true)),
                "whole_ms", Math.round(state.latency(false, now) / NANOS_PER_MILLI),
                "whole_p95_ms", millis(state.p95(false)),
                "per_token_us", Math.round(state.perToken(now) / 1000));
    }

    private static long millis(@Nullable Duration duration) {
        return duration == null ? 0 : duration.toMillis();
    }
}
