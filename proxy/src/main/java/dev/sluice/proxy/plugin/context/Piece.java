package dev.sluice.proxy.plugin.context;

import dev.sluice.api.CallError;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work in a lane. Goes before others that came later, save that each byte of it counts for a microsecond of waiting: what
 * is less goes first, and what is more is late by some seconds at most.
 */
final class Piece<T> implements Runnable, Comparable<Piece<?>> {

    private static final long NANOS_A_BYTE = 1_000;

    private final Owner owner;
    private final long size;
    private final long due;
    private final Lane lane;
    private final Promise<T> result;
    private final Consumer<Piece<?>> over;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private @Nullable Callable<T> work;
    private @Nullable Thread runner;

    Piece(Owner owner, long size, Lane lane, Promise<T> result, Consumer<Piece<?>> over, Callable<T> work) {
        this.owner = owner;
        this.size = size;
        this.due = System.nanoTime() + size * NANOS_A_BYTE;
        this.lane = lane;
        this.result = result;
        this.over = over;
        this.work = work;
    }

    long size() {
        return size;
    }

    Future<T> result() {
        return result.future();
    }

    /** Done when no thread is in the work any more, or will be. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    @Override
    public void run() {
        lane.begun(this);
        Callable<T> begun = begin();
        if (begun == null) {
            over();
        } else {
            work(begun);
        }
    }

    /** The result is not wanted any more. Has no effect on what is done. */
    void cancel() {
        result.tryFail(
                CallError.cancelled("the call has ended")); // Before the work itself can say how it was interrupted.
        if (lane.drop(this)) {
            end();
        }
        interrupt();
    }

    /** It could not be taken. */
    Future<T> refused(CallError why) {
        end();
        result.tryFail(why);
        return result.future();
    }

    @Override
    public int compareTo(Piece<?> other) {
        return Long.signum(due - other.due); // As the clock's own documentation has it: it may overflow.
    }

    private synchronized @Nullable Callable<T> begin() {
        Callable<T> begun = work;
        work = null;
        runner = begun == null ? null : Thread.currentThread();
        return begun;
    }

    private synchronized void interrupt() {
        work = null;
        if (runner != null) {
            runner.interrupt();
        }
    }

    /** From here on nobody interrupts the thread for this piece. */
    private synchronized void leave() {
        runner = null;
        Thread.interrupted();
    }

    private void over() {
        over.accept(this);
        ended.complete(null);
    }

    private void end() {
        interrupt();
        over();
    }

    @SuppressWarnings(
            "CatchThrowable") // Whatever the plugin throws, linkage errors included, is its caller's to handle.
    private void work(Callable<T> begun) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(owner.classLoader());
        @Nullable T value = null;
        Throwable failure = null;
        try {
            value = begun.call();
        } catch (Throwable e) {
            failure = e;
        }
        thread.setContextClassLoader(before);
        leave();
        over();
        if (failure == null) {
            result.tryComplete(value);
        } else {
            result.tryFail(failure);
        }
    }
}
