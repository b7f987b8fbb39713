package dev.sluice.api.plugin;

import dev.sluice.api.Fatal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * For asking what a call can do without, such as a model that may hang: it is waited for so long and no longer, and one that did not answer in time is
 * let be for {@link #REST}, so that not every call waits for it. After that one question is put to it again, and the others are spared until that one knows more.
 *
 * <p>Stands before one such helper, for all calls. May be used on any thread; what is late is told where it was asked.
 */
public final class Patience {

    /** How long what did not answer in time is let be. */
    public static final Duration REST = Duration.ofSeconds(10);

    private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

    private final Duration wait;
    private final Timers timers;
    private final AtomicLong logged;

    /** Null while answers come in time. */
    private final AtomicReference<@Nullable Rest> rest = new AtomicReference<>();

    /**
     * Nothing was asked yet.
     *
     * @param wait for an answer, more than nothing
     * @param timers measure it
     */
    public Patience(Duration wait, Timers timers) {
        this.wait = wait;
        this.timers = timers;
        this.logged = new AtomicLong(timers.nanoTime() - QUIET_NANOS);
    }

    /** There was no answer in time; its message completes the sentence that begins with the name of who was asked. */
    public static final class LateException extends Exception {

        private static final long serialVersionUID = 1L;

        private LateException(String message) {
            super(message, null, false, false);
        }
    }

    /** Until when nobody waits again, as nanoseconds count. */
    private record Rest(long end) {}

    /**
     * Asks, unless it is let be.
     *
     * @param question somebody else's: may throw, and answer never
     * @return its answer, or its failure; a {@link LateException} if it does not come in time, did not shortly before, or says itself that it ran out of time
     * @param <T> what it answers with
     */
    public <T> Future<T> ask(Callable<Future<T>> question) {
        if (!mayAsk()) {
            return Future.failedFuture(new LateException("it did not answer in time shortly before"));
        }
        Promise<T> answer = Promise.promise();
        Timers.Timer late =
                timers.after(wait, () -> answer.tryFail(late("it did not answer within " + wait.toMillis() + " ms")));
        Fatal.caught(question).onComplete(done -> {
            if (answer.future().isComplete()) {
                return;
            }
            late.cancel();
            if (done.succeeded()) {
                rest.set(null);
                answer.tryComplete(done.result());
            } else {
                answer.tryFail(failed(done.cause()));
            }
        });
        return answer.future();
    }

    /**
     * Whether the next failure is worth a line in the log.
     *
     * @return true once a minute
     */
    public boolean isWorthALine() {
        long now = timers.nanoTime();
        long before = logged.get();
        return now - before >= QUIET_NANOS && logged.compareAndSet(before, now);
    }

    /** Whoever fails is there, and is asked again, unless time ran out on its side. */
    private Throwable failed(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return late("it did not answer in time");
        }
        rest.set(null);
        return failure;
    }

    private LateException late(String message) {
        rest.set(new Rest(timers.nanoTime() + REST.toNanos()));
        return new LateException(message);
    }

    private boolean mayAsk() {
        Rest now = rest.get();
        long nanos = timers.nanoTime();
        return now == null
                || (nanos - now.end() >= 0
                        && rest.compareAndSet(now, new Rest(nanos + wait.toNanos() + REST.toNanos())));
    }
}
