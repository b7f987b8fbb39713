package dev.sluice.plugins.route;

import dev.sluice.api.admin.AdminReply;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.model.Alias;
import dev.sluice.api.model.Models;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.plugin.Timers;
import dev.sluice.plugins.route.targets.TargetPools;
import dev.sluice.plugins.route.targets.TargetState;
import dev.sluice.plugins.route.targets.TargetStates;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Shows operators what the plugin thinks of each target, and why: by the admin API and by metrics. */
record TargetsView(TargetPools pools, Models models, Timers timers) {

    /** The path below {@code /admin/v1}. */
    static final String PATH = "/targets";

    private static final double NANOS_PER_MILLI = 1e6;

    /** Registers both. */
    void show(PluginContext context, TargetPools.Member member) {
        context.admin().serve(HttpMethod.GET, PATH, request -> Future.succeededFuture(reply()));
        gauge(context, member, "waiting", () -> member.states().room().size());
        models.aliases().stream()
                .flatMap(alias -> alias.targets().stream())
                .distinct()
                .forEach(target -> gauges(context, member, member.states().of(target)));
    }

    private static void gauges(PluginContext context, TargetPools.Member member, TargetState state) {
        String[] tags = {
            "provider", state.target().provider(),
            "model", state.target().model()
        };
        gauge(context, member, "in_flight", state::inFlight, tags);
        gauge(context, member, "limit", state::limit, tags);
        gauge(context, member, "ejected", () -> state.isEjected() ? 1 : 0, tags);
        gauge(context, member, "retry_tokens", state::retryTokens, tags);
    }

    /** The host sums up what all filters show of a name and its tags, but those of a pool have the same to show. */
    private static void gauge(
            PluginContext context, TargetPools.Member member, String name, DoubleSupplier value, String... tags) {
        String[] all = Arrays.copyOf(tags, tags.length + 2);
        all[tags.length] = "pool";
        all[tags.length + 1] = member.pool();
        context.meters().gauge(name, () -> member.speaks() ? value.getAsDouble() : 0, all);
    }

    AdminReply reply() {
        long now = timers.nanoTime();
        List<Json> targets = new ArrayList<>();
        List<Json> queues = new ArrayList<>();
        for (TargetStates states : pools.all()) {
            queues.add(Json.of(states.room().size()));
            states.all().stream()
                    .sorted(Comparator.comparing(state -> state.target().toString()))
                    .forEach(state -> targets.add(show(state, now)));
        }
        return AdminReply.json(
                200, Json.object("targets", Json.array(targets.toArray()), "waiting", Json.array(queues.toArray())));
    }

    private Obj show(TargetState state, long now) {
        return Json.object(
                "target", state.target().toString(),
                "provider", state.target().provider(),
                "model", state.target().model(),
                "aliases", Json.array(aliases(state).toArray()),
                "keys", Json.array(keys(state).toArray()),
                "ejected", state.isEjected(),
                "because", state.ejectedBecause(),
                "ejected_for_ms", state.ejectedFor(now).toMillis(),
                "probe_due", state.wantsProbe(now),
                "in_flight", state.inFlight(),
                "tokens_in_flight", state.tokensInFlight(),
                "limit", state.limit() == 0 ? null : state.limit(),
                "failures", state.failures(),
                "retry_tokens", state.retryTokens(),
                "first_token_ms", Math.round(state.latency(true, now) / NANOS_PER_MILLI),
                "first_token_p95_ms", millis(state.p95(true)),
                "whole_ms", Math.round(state.latency(false, now) / NANOS_PER_MILLI),
                "whole_p95_ms", millis(state.p95(false)),
                "per_token_us", Math.round(state.perToken(now) / 1000));
    }

    /** Of a provider that has several: never the key, only what tells it from the others. */
    private List<Obj> keys(TargetState state) {
        return models.keys(state.target().provider()).stream()
                .map(key -> Json.object(
                        "fingerprint", key.fingerprint(),
                        "state", key.state().name().toLowerCase(Locale.ROOT),
                        "rests_for_ms", key.restsFor().toMillis()))
                .toList();
    }

    private List<String> aliases(TargetState state) {
        return models.aliases().stream()
                .filter(alias -> alias.targets().contains(state.target()))
                .map(Alias::name)
                .toList();
    }

    private static long millis(@Nullable Duration duration) {
        return duration == null ? 0 : duration.toMillis();
    }
}
