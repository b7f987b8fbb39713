package dev.sluice.proxy.plugin.context;

import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Some threads, and pieces of work that wait for them, bounded by what they go over. */
final class Lane {

    private static final long IDLE_SECONDS = 30;

    /** What even the smallest piece counts for. */
    private static final long LEAST = 1 << 10;

    private final ThreadPoolExecutor threads;
    private final AtomicLong waiting = new AtomicLong();
    private final long most;

    Lane(String name, int size, long most) {
        this.most = most;
        this.threads = new ThreadPoolExecutor(
                size, size, IDLE_SECONDS, TimeUnit.SECONDS, new PriorityBlockingQueue<>(), threads(name));
        threads.allowCoreThreadTimeOut(true);
    }

    /** Takes a piece, unless too much waits already. What is larger than all that may wait is taken where nothing else does. */
    boolean take(Piece<?> piece) {
        long weight = weight(piece);
        long before = waiting.getAndAdd(weight);
        if (before > 0 && before + weight > most) {
            waiting.addAndGet(-weight);
            return false;
        }
        try {
            threads.execute(piece);
            return true;
        } catch (RejectedExecutionException e) { // The process ends.
            waiting.addAndGet(-weight);
            return false;
        }
    }

    /** A piece waits no more: it begins. */
    void begun(Piece<?> piece) {
        waiting.addAndGet(-weight(piece));
    }

    /** Takes a piece out of the queue, if it still waits there. */
    boolean drop(Piece<?> piece) {
        boolean dropped = threads.getQueue().remove(piece);
        if (dropped) {
            begun(piece);
        }
        return dropped;
    }

    void close() {
        threads.shutdownNow();
    }

    private static long weight(Piece<?> piece) {
        return Math.max(LEAST, piece.size());
    }

    /** Not even a thread that plugin's code has made begin may know of the plugin. */
    private static ThreadFactory threads(String name) {
        ThreadFactory factory = Thread.ofPlatform()
                .daemon()
                .name(name, 0)
                .inheritInheritableThreadLocals(false)
                .factory();
        return task -> {
            Thread thread = factory.newThread(task);
            thread.setContextClassLoader(Lane.class.getClassLoader());
            return thread;
        };
    }
}
