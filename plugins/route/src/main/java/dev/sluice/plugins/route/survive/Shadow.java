package dev.sluice.plugins.route.survive;

import dev.sluice.api.Call;
import dev.sluice.api.Decision;
import dev.sluice.api.Next;
import dev.sluice.api.Outcome;
import dev.sluice.api.Reply;
import dev.sluice.api.Streamed;
import dev.sluice.api.plugin.Meters;
import dev.sluice.api.stream.Sources;
import dev.sluice.plugins.route.choose.Candidate;
import dev.sluice.plugins.route.choose.Named;
import dev.sluice.plugins.route.config.RouteConfig.ShadowSettings;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** Sends copies of calls to another target, reads their answers to the end, and measures them; the caller never notices. */
public final class Shadow {

    private final ShadowSettings settings;
    private final Named named;
    private final RandomGenerator random;
    private final Meters.Timing answered;
    private final Meters.Counter failed;
    private final Meters.Counter skipped;
    private final AtomicInteger underWay = new AtomicInteger();

    /**
     * Prepares.
     *
     * @param settings where to, and how many
     * @param named finds the target
     * @param random chooses the calls
     * @param meters tells operators how the other target does
     */
    public Shadow(ShadowSettings settings, Named named, RandomGenerator random, Meters meters) {
        this.settings = settings;
        this.named = named;
        this.random = random;
        this.answered = meters.timing("shadow_answers");
        this.failed = meters.counter("shadow_failures");
        this.skipped = meters.counter("shadow_skipped");
    }

    /** Sends a copy of a call, if it is one of those that get one. */
    public void send(Call call, Next next) {
        if (!call.isRepeatable() || random.nextInt(100) >= settings.percent()) {
            return;
        }
        List<Candidate> candidates = named.candidates(call.dialect(), settings.model());
        if (candidates.isEmpty() || underWay.get() >= settings.maxInFlight()) {
            skipped.increment();
            return;
        }
        Candidate other = candidates.getFirst();
        call.journal().decide(new Decision("route", "shadow", "a copy to " + other.target()));
        Call copy = call.detach().withTarget(other.target());
        underWay.incrementAndGet();
        copy.scope().onEnd(underWay::decrementAndGet);
        next.proceed(copy).compose(this::drain).onComplete(done -> {
            if (done.failed()) {
                failed.increment();
            }
            copy.scope().end(null);
        });
    }

    private Future<Void> drain(Reply reply) {
        Reply watched = reply.onEnd(this::measure);
        return watched instanceof Streamed streamed
                ? Sources.forEach(streamed.frames(), frames -> {})
                : Future.succeededFuture();
    }

    private void measure(Outcome outcome) {
        boolean good = outcome.end() == Outcome.End.COMPLETED && outcome.status() < 400;
        if (good) {
            answered.record(outcome.total());
        } else if (outcome.end() != Outcome.End.FAILED) {
            failed.increment(); // One that broke off fails the draining, and is counted there.
        }
    }
}
