package dev.sluice.plugins.route.survive;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.plugin.Timers;
import dev.sluice.plugins.route.choose.Candidate;
import dev.sluice.plugins.route.config.RouteConfig.ConcurrencySettings;
import dev.sluice.plugins.route.targets.TargetState;
import dev.sluice.plugins.route.targets.WaitingRoom.Waiter;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call's wait for room at one of its targets: in the queue, and only if that is likely to end in time. */
final class Entrance {

    private final Call call;
    private final List<Candidate> wanted;
    private final ConcurrencySettings settings;
    private final Rig rig;
    private final long since;
    private final Promise<Candidate> result = Promise.promise();
    private final @Nullable Context home = Vertx.currentContext();
    private @Nullable Waiter waiter;
    private Timers.@Nullable Timer patience;

    Entrance(Call call, List<Candidate> wanted, ConcurrencySettings settings, Rig rig) {
        this.call = call;
        this.wanted = List.copyOf(wanted);
        this.settings = settings;
        this.rig = rig;
        this.since = rig.timers().nanoTime();
    }

    /**
     * Waits.
     *
     * @param left until the call's own deadline; zero if it has none
     * @return a candidate that has room, which is taken; a 503 if there will be none in time
     */
    Future<Candidate> await(Duration left) {
        int rank = rank();
        Duration most = left.isPositive() && left.compareTo(settings.maxWait()) < 0 ? left : settings.maxWait();
        Duration expected = expected(rank);
        if (expected.compareTo(most) > 0 || (left.isPositive() && isTooLate(expected, left))) {
            return refuse(expected);
        }
        Waiter waits =
                new Waiter(rank, wanted.stream().map(Candidate::state).toList(), state -> onLoop(() -> heard(state)));
        waiter = waits;
        patience = rig.timers().after(most, this::tooLong);
        if (!rig.room().join(waits)) {
            stop();
            return refuse(expected);
        }
        return result.future();
    }

    /** The call is over: it waits no more. */
    void abandon() {
        stop();
        if (waiter != null && rig.room().leave(waiter)) {
            result.tryFail(CallError.cancelled("Nobody waits for the answer any more."));
        }
    }

    private int rank() {
        String urgency = call.caller().labels().get(settings.priorityLabel());
        int place = urgency == null ? -1 : settings.priorities().indexOf(urgency);
        return place < 0 ? settings.priorities().size() : place;
    }

    /** As long as those ahead take to be let in, at the rate at which the targets let calls in; zero while nobody can say. */
    private Duration expected(int rank) {
        double rate = 0;
        for (Candidate candidate : wanted) {
            rate += candidate.state().rate();
        }
        return rate == 0 ? Duration.ZERO : Duration.ofNanos((long) ((rig.room().ahead(rank) + 1) / rate));
    }

    /** Whether the answer would come after the deadline even from the fastest. */
    private boolean isTooLate(Duration expected, Duration left) {
        double fastest = wanted.stream()
                .mapToDouble(candidate -> candidate.state().latency(call.streamed(), since))
                .min()
                .orElse(0);
        return expected.plusNanos((long) fastest).compareTo(left) > 0;
    }

    private void heard(@Nullable TargetState state) {
        stop();
        if (state == null) {
            refuse(Duration.ofSeconds(1)).onFailure(result::tryFail);
            return;
        }
        rig.tally().waited(Duration.ofNanos(rig.timers().nanoTime() - since));
        Candidate found = wanted.stream()
                .filter(candidate -> candidate.state() == state)
                .findFirst()
                .orElseThrow();
        if (call.scope().ended() || !result.tryComplete(found)) {
            state.leave();
            result.tryFail(CallError.cancelled("Nobody waits for the answer any more."));
        }
    }

    private void tooLong() {
        if (waiter != null && rig.room().leave(waiter)) {
            refuse(Duration.ofSeconds(1)).onFailure(result::tryFail);
        }
    }

    private Future<Candidate> refuse(Duration expected) {
        rig.tally().refused();
        List<String> names =
                wanted.stream().map(candidate -> candidate.target().toString()).toList();
        return Future.failedFuture(CallError.of(
                        CallError.Category.OVERLOADED,
                        "no_room",
                        "Every target of this model has as many calls as it takes: " + String.join(", ", names)
                                + ". Try again later.")
                .withRetryAfter(expected.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : expected));
    }

    /** Room comes up on the loop of whoever leaves; the call goes on on its own. */
    private void onLoop(Runnable step) {
        if (home == null || home.equals(Vertx.currentContext())) {
            step.run();
        } else {
            home.runOnContext(turn -> step.run());
        }
    }

    private void stop() {
        if (patience != null) {
            patience.cancel();
        }
    }
}
