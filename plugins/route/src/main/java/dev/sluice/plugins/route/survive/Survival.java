package dev.sluice.plugins.route.survive;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Decision;
import dev.sluice.api.Next;
import dev.sluice.api.Operation;
import dev.sluice.api.Reply;
import dev.sluice.api.Target;
import dev.sluice.api.plugin.Timers;
import dev.sluice.plugins.route.choose.Ask;
import dev.sluice.plugins.route.choose.Candidate;
import dev.sluice.plugins.route.choose.Choice;
import dev.sluice.plugins.route.choose.Health;
import dev.sluice.plugins.route.config.Cause;
import dev.sluice.plugins.route.config.RouteConfig.ConcurrencySettings;
import dev.sluice.plugins.route.config.RouteConfig.HedgeSettings;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one call: the first, those after a failure, a hedge beside a slow one; until one brings an answer, or there is
 * nothing left to try.
 *
 * <p>After a failure the next target is asked at once. When all were asked, those that may do better later are asked again after
 * a pause. No target is asked a second time, or in place of another, unless its retry tokens allow it.
 */
public final class Survival {

    private static final String FILTER = "route";

    private final Call call;
    private final Next next;
    private final Rig rig;
    private final Judge judge;
    private final Choice choice;
    private final long tokens;
    private final Duration total;
    private final long begunAt;
    private final Promise<Reply> result = Promise.promise();
    private final Deque<Candidate> ahead;
    private final List<Candidate> again = new ArrayList<>(2);
    private final Set<Target> asked = new HashSet<>(4);
    private final List<Attempt> running = new ArrayList<>(2);
    private @Nullable Attempt lastFailed;
    private @Nullable Verdict last;
    private Timers.@Nullable Timer hedgeTimer;
    private Timers.@Nullable Timer pauseTimer;
    private Timers.@Nullable Timer deadline;
    private @Nullable Entrance entrance;
    private int attempts;
    private int rounds;

    /**
     * Prepares.
     *
     * @param ask the call
     * @param next where attempts are made
     * @param choice the targets, best first
     * @param rig what it draws on
     */
    public Survival(Ask ask, Next next, Choice choice, Rig rig) {
        this.call = ask.call();
        this.next = next;
        this.rig = rig;
        this.judge = new Judge(choice.check(), rig.timers(), rig.config());
        this.choice = choice;
        this.tokens = ask.roughTokens();
        this.ahead = new ArrayDeque<>(choice.order());
        this.total = Deadline.of(call, rig.config().deadlines());
        this.begunAt = rig.timers().nanoTime();
    }

    /**
     * Makes the attempts.
     *
     * @return the answer, or the last failure
     */
    public Future<Reply> run() {
        call.scope().onEnd(this::abandon);
        rig.hedging().call();
        rig.retries().call(begunAt);
        if (total.isPositive()) {
            deadline = rig.timers().after(total, () -> expire(total));
        }
        Candidate first = withRoom();
        ConcurrencySettings concurrency = rig.config().concurrency();
        if (first != null) {
            begin(first);
        } else if (concurrency != null) {
            entrance = new Entrance(call, choice.order(), concurrency, rig);
            entrance.await(left()).onSuccess(this::letIn).onFailure(this::sendAway);
        }
        return result.future();
    }

    /** The first that has room, which is taken. */
    private @Nullable Candidate withRoom() {
        for (Candidate candidate : ahead) {
            if (candidate.state().tryEnter()) {
                if (!candidate.equals(ahead.peek())) {
                    String full = ahead.element().target() + " has as many calls as it takes; " + candidate.target();
                    call.journal().decide(new Decision(FILTER, "full", full));
                }
                ahead.remove(candidate);
                return candidate;
            }
        }
        return null;
    }

    private void letIn(Candidate first) {
        if (result.future().isComplete()) {
            first.state().leave();
            return;
        }
        ahead.remove(first);
        begin(first);
    }

    private void sendAway(Throwable why) {
        stopTimers();
        result.tryFail(why);
    }

    private void begin(Candidate first) {
        start(first, Attempt.Kind.FIRST);
        if (call.isRepeatable() && call.operation() != Operation.REALTIME) { // Of two sockets one would be left.
            planHedge();
        }
    }

    /** Until the deadline; zero if there is none. */
    private Duration left() {
        return total.isPositive() ? total.minusNanos(rig.timers().nanoTime() - begunAt) : Duration.ZERO;
    }

    private void start(Candidate candidate, Attempt.Kind kind) {
        attempts += kind == Attempt.Kind.HEDGE ? 0 : 1;
        asked.add(candidate.target());
        Attempt attempt = new Attempt(Deadline.told(call, candidate, left()), candidate, rig, tokens, kind);
        running.add(attempt);
        attempt.send(next, judge, this::heard);
    }

    private void heard(Attempt attempt, Verdict verdict) {
        running.remove(attempt);
        if (result.future().isComplete()) {
            attempt.drop(verdict);
        } else if (verdict.isAnswer() || !mayTryAgain(verdict)) {
            finish(attempt, verdict);
        } else {
            keep(attempt, verdict);
            if (running.isEmpty()) {
                advance(verdict);
            }
        }
    }

    private boolean mayTryAgain(Verdict verdict) {
        Cause cause = verdict.cause();
        return cause != null && call.isRepeatable() && rig.config().triesAgainAfter(cause);
    }

    private void keep(Attempt attempt, Verdict verdict) {
        if (lastFailed != null && last != null) {
            lastFailed.drop(last);
        }
        lastFailed = attempt;
        last = verdict;
        Cause cause = verdict.cause();
        if (cause != null && cause.mayPass()) {
            again.add(attempt.candidate());
        }
    }

    private void advance(Verdict failed) {
        Cause cause = failed.cause();
        if (cause == null || attempts >= rig.config().retry().maxAttempts()) {
            finishWithLast();
            return;
        }
        if (rounds == 0) {
            preferFallbacks(cause);
        }
        Candidate other = nextThatMay(cause);
        if (other != null) {
            rig.tally().secondAttempt(cause);
            decide("fallback", failed, other);
            start(other, Attempt.Kind.RETRY);
        } else {
            pause(failed);
        }
    }

    /**
     * The targets that the config names for this cause come before the others; each list is used once. Those that rest or are
     * ejected are left alone unless there is nothing else.
     */
    private void preferFallbacks(Cause cause) {
        List<Candidate> all = rig.fallbacks().of(call, cause);
        all.removeIf(candidate -> asked.contains(candidate.target()));
        List<Candidate> welcome = Health.welcome(all, rig.timers().nanoTime());
        boolean nothingElse = welcome.isEmpty() && ahead.isEmpty() && again.isEmpty();
        List<Candidate> preferred = nothingElse ? all : welcome;
        ahead.removeIf(
                candidate -> preferred.stream().anyMatch(one -> one.target().equals(candidate.target())));
        preferred.reversed().forEach(ahead::addFirst);
    }

    private @Nullable Candidate nextThatMay(Cause cause) {
        int room = rig.retries().room(rig.timers().nanoTime());
        for (Candidate other = ahead.poll(); other != null; other = ahead.poll()) {
            if (!other.state().allowsRetry(room)) {
                rig.tally().throttled();
            } else if (cause != Cause.CONTEXT_WINDOW || isLarger(other)) {
                if (other.state().tryEnter()) {
                    return other;
                }
                again.add(other); // It may have room later.
            }
        }
        return null;
    }

    private boolean isLarger(Candidate other) {
        Long window = other.facts().contextWindow();
        Attempt failed = lastFailed;
        Long failedWindow = failed == null ? null : failed.candidate().facts().contextWindow();
        return window == null || failedWindow == null || window > failedWindow;
    }

    /** All were asked: those that may do better later are asked again, after a pause of random length. */
    private void pause(Verdict failed) {
        int room = rig.retries().room(rig.timers().nanoTime());
        again.removeIf(candidate -> !candidate.state().allowsRetry(room));
        Duration wait = Backoff.pause(rig.config().retry(), rounds++, failed.retryAfter(), rig.random());
        boolean inTime = wait != null && (!total.isPositive() || wait.compareTo(left()) < 0);
        if (again.isEmpty()
                || wait == null
                || !inTime
                || rounds > rig.config().retry().maxAttempts()) {
            finishWithLast();
            return;
        }
        ahead.addAll(again);
        again.clear();
        pauseTimer = rig.timers().after(wait, () -> advance(failed));
    }

    private void planHedge() {
        HedgeSettings hedge = rig.config().hedge();
        Candidate second = ahead.peek();
        if (hedge == null || second == null || running.isEmpty()) {
            return;
        }
        Duration delay =
                hedge.delay() != null ? hedge.delay() : usual(running.getFirst().candidate(), second);
        if (delay != null) {
            hedgeTimer = rig.timers().after(delay, this::hedge);
        }
    }

    /** What nearly all calls take at the better of both: a target that has become slow does not set its own measure. */
    private @Nullable Duration usual(Candidate first, Candidate second) {
        Duration own = first.state().p95(call.streamed());
        Duration others = second.state().p95(call.streamed());
        return own == null || (others != null && others.compareTo(own) < 0) ? others : own;
    }

    private void hedge() {
        if (running.size() != 1
                || attempts != 1
                || ahead.isEmpty()
                || !ahead.element().state().tryEnter()) {
            return;
        }
        if (!rig.hedging().take()) {
            ahead.element().state().leave();
            return;
        }
        Candidate second = ahead.remove();
        rig.tally().hedged();
        call.journal().decide(new Decision(FILTER, "hedge", "slow so far; also " + second.target()));
        start(second, Attempt.Kind.HEDGE);
    }

    private void finishWithLast() {
        if (lastFailed != null && last != null) {
            finish(lastFailed, last);
        }
    }

    private void finish(Attempt attempt, Verdict verdict) {
        if (lastFailed != null && last != null && lastFailed != attempt) {
            lastFailed.drop(last);
        }
        stopTimers();
        if (attempt.isHedge() && verdict.isAnswer()) {
            rig.tally().hedgeWon();
        }
        if (verdict.isAnswer()) {
            Outliers.look(attempt.candidate(), choice.order(), call.streamed(), rig);
        }
        call.journal()
                .sentTo(attempt.candidate().target()); // With a hedge, the last to be asked need not have answered.
        giveUpOthers(true);
        verdict.result().onComplete(result);
    }

    /** The caller has left, or the call is over: attempts are forks of it and end by themselves. */
    private void abandon() {
        stopTimers();
        giveUpOthers(false);
        result.tryFail(CallError.cancelled("Nobody waits for the answer any more."));
        if (entrance != null) {
            entrance.abandon();
        }
    }

    private void expire(Duration after) {
        if (lastFailed != null && last != null) {
            lastFailed.drop(last);
        }
        stopTimers();
        giveUpOthers(true);
        result.tryFail(CallError.of(
                CallError.Category.TIMEOUT,
                "deadline_exceeded",
                "No target answered within " + after.toMillis() + " ms, after " + attempts + " attempts."));
        if (entrance != null) {
            entrance.abandon();
        }
    }

    private void giveUpOthers(boolean outrun) {
        List.copyOf(running).forEach(attempt -> attempt.giveUp(outrun));
        running.clear();
    }

    private void stopTimers() {
        cancel(hedgeTimer);
        cancel(pauseTimer);
        cancel(deadline);
    }

    private void decide(String action, Verdict failed, Candidate other) {
        String from = lastFailed == null ? "" : lastFailed.candidate().target() + ": ";
        call.journal().decide(new Decision(FILTER, action, from + failed.what() + "; next " + other.target()));
    }

    private static void cancel(Timers.@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }
}
