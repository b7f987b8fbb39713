package dev.sluice.proxy.plugin.turns;

import dev.sluice.api.Fatal;
import dev.sluice.api.plugin.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one model's limits: so many questions at a time, so many that wait, an answer in time or a failure.
 *
 * @param <Q> what it is asked
 * @param <A> what it answers
 */
public final class Turns<Q, A> {

    private final Bounds bounds;
    private final Function<Q, Future<A>> model;
    private final Timers timers;
    private final Queue<Ask<Q, A>> waiting = new ArrayDeque<>();
    private int running;

    /**
     * Nobody's turn yet.
     *
     * @param bounds the model's
     * @param model a plugin's: may throw, too, and then that is the failure of one question
     * @param timers bound the time of an answer
     */
    public Turns(Bounds bounds, Function<Q, Future<A>> model, Timers timers) {
        this.bounds = bounds;
        this.model = model;
        this.timers = timers;
    }

    /**
     * What a model takes on.
     *
     * @param word what people call it, such as {@code classifier}
     * @param parallel most questions at a time
     * @param waiting most that wait for their turn
     * @param deadline how long an answer may take, the wait included
     */
    public record Bounds(String word, int parallel, int waiting, Duration deadline) {}

    /**
     * Asks when it is its turn.
     *
     * @param question for the model
     * @return its answer, on the event loop of the caller; a failure if there is none in time, or no room to wait
     */
    public Future<A> ask(Q question) {
        Ask<Q, A> ask = new Ask<>(question, Promise.promise());
        synchronized (this) {
            if (running >= bounds.parallel() && waiting.size() >= bounds.waiting()) {
                return Future.failedFuture(new RejectedExecutionException("Expected at most " + bounds.waiting()
                        + " questions that wait for the " + bounds.word() + ", found one more"));
            }
            waiting.add(ask);
        }
        Timers.Timer timeout = timers.after(bounds.deadline(), () -> late(ask));
        ask.answer.future().onComplete(done -> timeout.cancel());
        pump();
        return onCallersLoop(ask.answer.future());
    }

    private void late(Ask<Q, A> ask) {
        synchronized (this) {
            waiting.remove(ask);
        }
        ask.answer.tryFail(
                new TimeoutException("Expected the " + bounds.word() + " to answer within " + bounds.deadline()));
    }

    private void pump() {
        for (Ask<Q, A> ask = next(); ask != null; ask = next()) {
            Ask<Q, A> taken = ask;
            answered(taken.question).onComplete(done -> {
                synchronized (this) {
                    running--;
                }
                if (done.succeeded()) {
                    taken.answer.tryComplete(done.result());
                } else {
                    taken.answer.tryFail(done.cause());
                }
                pump();
            });
        }
    }

    private synchronized @Nullable Ask<Q, A> next() {
        if (waiting.isEmpty() || running >= bounds.parallel()) {
            return null;
        }
        running++;
        return waiting.remove();
    }

    /** A plugin's code may throw anything and return anything, and that is the failure of this question alone. */
    private Future<A> answered(Q question) {
        return Fatal.caught(() -> model.apply(question));
    }

    /** A result is worked with where it was asked for, not on the model's threads. */
    private static <T> Future<T> onCallersLoop(Future<T> result) {
        ContextInternal context = ContextInternal.current();
        Promise<T> promise = context == null ? Promise.promise() : context.promise();
        result.onComplete(promise);
        return promise.future();
    }

    /** One question; told from another of the same words. */
    private static final class Ask<Q, A> {
        private final Q question;
        private final Promise<A> answer;

        Ask(Q question, Promise<A> answer) {
            this.question = question;
            this.answer = answer;
        }
    }
}
