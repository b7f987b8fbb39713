package dev.sluice.proxy.plugin.context;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** One context's blocking work: each piece on a virtual thread of its own, so many at a time and no more. */
final class BlockingWork {

    private final Owner owner;
    private final int limit;
    private final Semaphore permits;
    private final ExecutorService threads;

    BlockingWork(Owner owner, int limit) {
        this.owner = owner;
        this.limit = limit;
        this.permits = new Semaphore(limit);
        this.threads = Executors.newThreadPerTaskExecutor(threads(owner));
    }

    /**
     * Starts a piece of work.
     *
     * @return its result, on the caller's context if it has one; {@link RejectedExecutionException} if there is too much
     *     in hand
     */
    <T> Future<T> start(Callable<T> work) {
        if (!permits.tryAcquire()) {
            return Future.failedFuture(new RejectedExecutionException(
                    "Expected at most " + limit + " pieces of blocking work at a time from " + owner
                            + ", found one more: what it waits for is too slow."));
        }
        ContextInternal context = ContextInternal.current();
        Promise<T> result = context == null ? Promise.promise() : context.promise();
        try {
            threads.execute(() -> run(work, result));
        } catch (RejectedExecutionException e) { // The generation ends at this very moment.
            permits.release();
            result.fail(e);
        }
        return result.future();
    }

    /** Interrupts all work and waits for it to stop. Blocks. */
    Future<Void> stop(Duration patience) {
        threads.shutdownNow();
        try {
            if (threads.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return Future.succeededFuture();
            }
            return Future.failedFuture(
                    "Blocking work goes on although it was interrupted: it has to end on interruption,"
                            + " since the plugin's classes cannot be unloaded before.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Future.failedFuture(e);
        }
    }

    @SuppressWarnings(
            "CatchThrowable") // Whatever the plugin throws, linkage errors included, is its caller's to handle.
    private <T> void run(Callable<T> work, Promise<T> result) {
        T value;
        try {
            value = work.call();
        } catch (Throwable e) {
            permits.release();
            result.fail(e);
            return;
        }
        permits.release();
        result.complete(value);
    }

    private static ThreadFactory threads(Owner owner) {
        ThreadFactory factory = Thread.ofVirtual()
                .name(owner.plugin() + "/" + owner.filter() + "-", 0)
                .inheritInheritableThreadLocals(false)
                .factory();
        return task -> {
            Thread thread = factory.newThread(task);
            thread.setContextClassLoader(owner.classLoader());
            return thread;
        };
    }
}
