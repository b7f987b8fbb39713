package dev.sluice.plugins.route.survive;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Next;
import dev.sluice.api.Operation;
import dev.sluice.api.Outcome;
import dev.sluice.api.Reply;
import dev.sluice.api.RetryAfter;
import dev.sluice.api.Streamed;
import dev.sluice.api.Usage;
import dev.sluice.api.plugin.Timers;
import dev.sluice.plugins.route.choose.Candidate;
import dev.sluice.plugins.route.config.Cause;
import dev.sluice.plugins.route.targets.Replicas.News;
import dev.sluice.plugins.route.targets.TargetState;
import dev.sluice.plugins.route.targets.TargetStates;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One attempt of a call at one target, and what the target's state learns of it. */
final class Attempt {

    /** Refused credentials do not mend by themselves. */
    private static final Duration UNTIL_KEYS_CHANGE = Duration.ofMinutes(5);

    private static final Duration SHORT_PAUSE = Duration.ofSeconds(1);

    private final Candidate candidate;
    private final Call fork;
    private final Rig rig;
    private final long begunAt;
    private final boolean probe;
    private final Kind kind;
    private final int retry;
    private Timers.@Nullable Timer deadline;
    private @Nullable CallError late;
    private boolean over;

    /** Why it is made. */
    enum Kind {
        FIRST,
        RETRY,
        /** Another is under way beside it. */
        HEDGE
    }

    /**
     * Begins to count the attempt, for which its target has room; {@link #send} makes it.
     *
     * @param call the call that it is made for
     * @param tokens what it weighs, guessed
     * @param kind why it is made
     */
    Attempt(Call call, Candidate candidate, Rig rig, long tokens, Kind kind) {
        this.candidate = candidate;
        this.fork = call.fork().withTarget(candidate.target());
        this.rig = rig;
        this.kind = kind;
        this.retry = kind == Kind.RETRY ? candidate.state().retryBegins() : 0;
        this.begunAt = rig.timers().nanoTime();
        this.probe = candidate.state().begin(tokens, begunAt);
        fork.scope().onEnd(() -> candidate.state().end(tokens, rig.timers().nanoTime() - begunAt));
    }

    Candidate candidate() {
        return candidate;
    }

    boolean isHedge() {
        return kind == Kind.HEDGE;
    }

    /** Sends it; {@code then} hears what came of it, unless it is given up before. */
    void send(Next next, Judge judge, BiConsumer<Attempt, Verdict> then) {
        Duration patience = patience();
        if (patience.isPositive()) {
            deadline = rig.timers().after(patience, () -> tooLate(patience));
            fork.scope().onEnd(this::cancelDeadline);
        }
        next.proceed(judge.prepare(fork)).compose(judge::hear).onComplete(done -> {
            cancelDeadline();
            Verdict verdict = done.succeeded() ? done.result() : Judge.failure(late == null ? done.cause() : late);
            if (over) {
                verdict.drop();
                return;
            }
            settle();
            Verdict learned = learn(verdict);
            if (!learned.holdsOpen()) {
                end(null);
            }
            then.accept(this, learned);
        });
    }

    /** Another was faster, or nobody waits any more: closes what it holds open. */
    void giveUp(boolean outrun) {
        if (over) {
            return;
        }
        settle();
        cancelDeadline();
        long now = rig.timers().nanoTime();
        if (outrun && !isSession()) {
            candidate.state().tookAtLeast(fork.streamed(), now - begunAt, now);
            rig.waste().outrun(fork, candidate, Duration.ofNanos(now - begunAt));
        }
        candidate.state().abandoned(probe);
        end(CallError.cancelled("Another attempt was faster, or nobody waits for the answer any more."));
    }

    private void settle() {
        over = true;
        if (kind == Kind.RETRY) {
            candidate.state().retryOver(retry);
        }
    }

    /** The caller does not get what it brought. */
    void drop(Verdict verdict) {
        verdict.drop();
        end(null);
    }

    private void end(@Nullable Throwable why) {
        fork.scope().end(why);
    }

    private Duration patience() {
        var deadlines = rig.config().deadlines();
        return fork.streamed() || isSession() ? deadlines.firstByte() : deadlines.attempt();
    }

    /** A socket, which takes as long to open as it takes, and then lasts as long as both sides like: no latency tells anything. */
    private boolean isSession() {
        return fork.operation() == Operation.REALTIME;
    }

    private void tooLate(Duration patience) {
        late = CallError.of(
                CallError.Category.TIMEOUT,
                "upstream_timeout",
                candidate.target() + " did not answer within " + patience.toMillis() + " ms.");
        end(late);
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel();
        }
    }

    private Verdict learn(Verdict verdict) {
        TargetState state = candidate.state();
        long now = rig.timers().nanoTime();
        if (verdict.isAnswer()) {
            if (isSession()) {
                state.opened(probe, now);
            } else {
                state.succeeded(fork.streamed(), now - begunAt, probe, now);
            }
            if (probe) {
                rig.replicas().tell(News.BACK, state);
            }
            return watched(verdict);
        }
        Cause cause = verdict.cause();
        if (verdict.isOverload()) {
            state.overloaded(begunAt, now);
        }
        if (cause == Cause.TIMEOUT && !isSession()) {
            state.tookAtLeast(fork.streamed(), now - begunAt, now);
        }
        if (cause == null || !cause.isFaultOfTarget()) {
            state.abandoned(probe);
            pause(verdict, now);
        } else if (state.failed(verdict.what(), probe, now)) {
            ejected();
        }
        return verdict;
    }

    private void ejected() {
        rig.tally().ejected();
        rig.replicas().tell(News.EJECTED, candidate.state());
    }

    private void pause(Verdict verdict, long now) {
        Duration asked = verdict.retryAfter();
        if (verdict.cause() == Cause.RATE_LIMIT) {
            candidate.state().limited();
            rest(asked == null ? SHORT_PAUSE : asked, "rate limit", now);
        } else if (verdict.cause() == Cause.CREDENTIALS) {
            // Nobody else is told: others may have other credentials, an older config's or a newer one's.
            candidate.state().park(UNTIL_KEYS_CHANGE, TargetStates.CREDENTIALS_REFUSED, now);
        }
    }

    private void rest(Duration time, String why, long now) {
        if (candidate.state().park(time, why, now)) {
            rig.replicas().tell(News.RESTS, candidate.state());
        }
    }

    private Verdict watched(Verdict answer) {
        Reply reply = answer.result().result();
        Duration exhausted = RetryAfter.reset(reply.headers(), rig.timers().now());
        if (exhausted != null && exhausted.isPositive()) {
            rest(exhausted, "rate limit used up", rig.timers().nanoTime());
        }
        return reply instanceof Streamed streamed ? Verdict.answer(streamed.onEnd(this::streamed)) : answer;
    }

    private void streamed(Outcome outcome) {
        long now = rig.timers().nanoTime();
        Usage usage = outcome.usage();
        if (outcome.end() == Outcome.End.FAILED) {
            if (candidate.state().failed("the stream broke off", false, now)) {
                ejected();
            }
        } else if (outcome.end() == Outcome.End.COMPLETED && !isSession() && usage != null && usage.output() > 0) {
            Duration rest = outcome.total().minus(outcome.firstByte());
            candidate.state().streamed((double) rest.toNanos() / usage.output(), now);
        }
    }
}
