package dev.sluice.proxy.chain;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Fatal;
import dev.sluice.api.Next;
import dev.sluice.api.OnError;
import dev.sluice.api.Reply;
import dev.sluice.api.Whole;
import dev.sluice.api.plugin.Timers;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One run of one filter on one call: keeps its time apart from that of what is below, holds it to its deadline, and
 * contains its failures.
 *
 * <p>The filter's own clock runs while nothing below is under way; so does its deadline.
 */
final class Visit implements Next {

    private final Link link;
    private final Call call;
    private final Next below;
    private final Timers timers;
    private final Account account;
    private final Promise<Reply> result = Promise.promise();
    private final @Nullable Context home = Vertx.currentContext();
    private long resumedAt;
    private long own;
    private int underWay;
    private int proceeded;
    private boolean settled;
    private boolean expired;
    private Timers.@Nullable Timer deadline;
    private @Nullable Reply fromBelow;

    Visit(Link link, Call call, Next below, Timers timers, Account account) {
        this.link = link;
        this.call = call;
        this.below = below;
        this.timers = timers;
        this.account = account;
        this.resumedAt = timers.nanoTime();
    }

    Future<Reply> run() {
        Future<Reply> answer = apply();
        if (answer.isComplete()) {
            return settle(answer);
        }
        watch();
        answer.onComplete(done -> atHome(() -> answered(answer)));
        return result.future();
    }

    /** Filters may come back from threads of their own; a call lives on one event loop. */
    @Override
    public Future<Reply> proceed(Call changed) {
        if (isHome()) {
            return goOn(changed);
        }
        Promise<Reply> reply = Promise.promise();
        atHome(() -> goOn(changed).onComplete(reply));
        return reply.future();
    }

    private boolean isHome() {
        return home == null || home.equals(Vertx.currentContext());
    }

    private void atHome(Runnable step) {
        if (home == null || isHome()) {
            step.run();
        } else {
            home.runOnContext(back -> step.run());
        }
    }

    private Future<Reply> goOn(Call changed) {
        if (settled) {
            return Future.failedFuture(CallError.cancelled("the filter '" + link.name() + "' has answered already"));
        }
        pause();
        if (isOver()) {
            expired = true;
            resumedAt = timers.nanoTime();
            return Future.failedFuture(CallError.cancelled("the filter '" + link.name() + "' is past its deadline"));
        }
        underWay++;
        proceeded++;
        Future<Reply> reply = below.proceed(changed);
        return reply.isComplete() ? resumed(reply) : reply.onComplete(done -> resumed(reply));
    }

    private Future<Reply> apply() {
        return Fatal.caught(() -> link.filter().apply(call, this));
    }

    private void answered(Future<Reply> answer) {
        if (settled) {
            discard(answer);
        } else {
            settle(answer).onComplete(result);
        }
    }

    private Future<Reply> settle(Future<Reply> answer) {
        settled = true;
        pause();
        account.took(call, own);
        if (expired || (isOver() && answer.succeeded())) {
            discard(answer);
            return contain(late());
        }
        if (isAnswer(answer)) {
            return answer;
        }
        Throwable cause = answer.cause();
        return contain(cause != null ? cause : new NullPointerException("the filter answered with null"));
    }

    /** Its timer does not tell of a filter that blocks its thread: that thread is the timer's, too. */
    private boolean isOver() {
        return !link.deadline().isZero() && own > link.deadline().toNanos();
    }

    private TimeoutException late() {
        return new TimeoutException("it took longer by itself than its deadline, " + link.deadline());
    }

    /** A reply, a refusal, or word that nobody waits any more: all of them are the filter's to give. */
    private static boolean isAnswer(Future<Reply> answer) {
        return answer.succeeded()
                ? answer.result() != null
                : answer.cause() instanceof CallError || answer.cause() instanceof CancellationException;
    }

    private Future<Reply> contain(Throwable failure) {
        account.failed(call, failure);
        if (link.onError() == OnError.SKIP && proceeded == 0) {
            return skipped(below.proceed(call));
        }
        if (link.onError() == OnError.SKIP && fromBelow instanceof Whole untouched) {
            return skipped(Future.succeededFuture(untouched));
        }
        if (fromBelow != null) {
            fromBelow.cancel(); // Nobody can say how much of a stream a failed filter has pulled.
        }
        return Future.failedFuture(failed(failure));
    }

    private Future<Reply> skipped(Future<Reply> reply) {
        call.journal().warn("filter " + link.name() + " failed and was skipped");
        return reply;
    }

    private CallError failed(Throwable failure) {
        String code = failure instanceof TimeoutException ? "filter_timeout" : "filter_failed";
        String message = "The filter '" + link.name() + "' failed, so the call was not answered. "
                + "The operator finds the cause in the log.";
        return CallError.of(CallError.Category.INTERNAL, code, message).withCause(failure);
    }

    private Future<Reply> resumed(Future<Reply> reply) {
        fromBelow = reply.result();
        if (--underWay == 0 && !settled) {
            resumedAt = timers.nanoTime();
        }
        return reply;
    }

    private void pause() {
        if (underWay == 0) {
            own += timers.nanoTime() - resumedAt;
        }
    }

    private void watch() {
        if (!link.deadline().isZero() && !settled) {
            deadline = timers.after(left(), this::check);
            call.scope().onEnd(this::unwatch);
        }
    }

    private void check() {
        if (settled) {
            return;
        }
        if (underWay > 0 || left().isPositive()) {
            deadline = timers.after(underWay > 0 ? link.deadline() : left(), this::check);
            return;
        }
        settle(Future.failedFuture(late())).onComplete(result);
    }

    private void unwatch() {
        if (deadline != null) {
            deadline.cancel();
        }
    }

    private Duration left() {
        long running = underWay == 0 ? timers.nanoTime() - resumedAt : 0;
        return link.deadline().minusNanos(own + running);
    }

    private static void discard(Future<Reply> late) {
        if (late.succeeded() && late.result() != null) {
            late.result().cancel();
        }
    }
}
