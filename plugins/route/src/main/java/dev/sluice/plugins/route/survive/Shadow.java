package dev.sluice.plugins.route.survive;

import dev.sluice.api.Call;
import dev.sluice.api.Decision;
import dev.sluice.api.Next;
import dev.sluice.api.Outcome;
import dev.sluice.api.Reply;
import dev.sluice.api.Streamed;
import dev.sluice.api.model.TargetRule;
import dev.sluice.api.plugin.Meters;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.stream.Sources;
import dev.sluice.plugins.route.choose.Candidate;
import dev.sluice.plugins.route.choose.Fallbacks;
import dev.sluice.plugins.route.config.RouteConfig.ShadowSettings;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * Sends copies of calls to another target, reads their answers to the end, and measures them beside the answers that the callers got; no
 * caller ever notices.
 */
public final class Shadow {

    private final ShadowSettings settings;
    private final Fallbacks fallbacks;
    private final RandomGenerator random;
    private final Comparison comparison;
    private final Meters.Counter skipped;
    private final AtomicInteger underWay = new AtomicInteger();

    /**
     * Prepares.
     *
     * @param settings where to, and how many
     * @param fallbacks finds the target, if the caller's labels allow it
     * @param random chooses the calls
     * @param context tells operators how the other target does
     */
    public Shadow(ShadowSettings settings, Fallbacks fallbacks, RandomGenerator random, PluginContext context) {
        this.settings = settings;
        this.fallbacks = fallbacks;
        this.random = random;
        this.comparison = new Comparison(context);
        this.skipped = context.meters().counter("shadow_skipped");
    }

    /** Sends a copy of a call, if it is one of those that get one; returns whether it is. */
    public boolean send(Call call, Next next) {
        if (!call.isRepeatable() || random.nextInt(100) >= settings.percent()) {
            return false;
        }
        Call free = call.with(
                TargetRule.KEY, TargetRule.ANY); // What filters above want is about what the caller gets, and pays.
        List<Candidate> candidates = fallbacks.those(free, List.of(settings.model()));
        if (candidates.isEmpty() || underWay.get() >= settings.maxInFlight()) {
            skipped.increment();
            return false;
        }
        Candidate other = candidates.getFirst();
        call.journal().decide(new Decision("route", "shadow", "a copy to " + other.target()));
        Call copy = free.detach().withTarget(other.target());
        underWay.incrementAndGet();
        copy.scope().onEnd(underWay::decrementAndGet);
        next.proceed(copy).compose(reply -> drain(reply, copy, other)).onComplete(done -> {
            if (done.failed()) {
                comparison.failed(copy, other, String.valueOf(done.cause().getMessage()));
            }
            copy.scope().end(null);
        });
        return true;
    }

    /** The reply that the caller of a call gets that has a shadow: measured, too. */
    public Reply beside(Reply reply, Call call) {
        return reply.onEnd(outcome -> comparison.callers(outcome, call));
    }

    private Future<Void> drain(Reply reply, Call copy, Candidate other) {
        Reply watched = reply.onEnd(outcome -> measure(outcome, copy, other));
        return watched instanceof Streamed streamed
                ? Sources.forEach(streamed.frames(), frames -> {})
                : Future.succeededFuture();
    }

    /** One that broke off fails the draining, and is counted there. */
    private void measure(Outcome outcome, Call copy, Candidate other) {
        if (outcome.end() == Outcome.End.COMPLETED && outcome.status() < 400) {
            comparison.shadows(outcome, copy, other);
        } else if (outcome.end() != Outcome.End.FAILED) {
            comparison.failed(copy, other, "status " + outcome.status());
        }
    }
}
