package dev.sluice.plugins.retrieve;

import dev.sluice.plugins.retrieve.index.CollectionIndex;
import dev.sluice.plugins.retrieve.index.Entry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The one thread that writes an index. A change is acknowledged once the commit that holds it is on the disk, and documents that are taken in at
 * the same time share commits: one is made when half of what is on its way is written, so that the other half is read and embedded meanwhile.
 */
final class Writing {

    private static final int MOST_WAITING = 1_000;
    private static final int MOST_TOGETHER = 256;

    /** How long a change waits for others to share its commit, at most. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    /** How soon it is seen that those will not come. */
    private static final long LOOK_NANOS = Duration.ofMillis(10).toNanos();

    private final CollectionIndex index;
    private final BlockingQueue<Task> tasks = new ArrayBlockingQueue<>(MOST_WAITING);
    private final long patienceNanos;
    private final AtomicInteger expected = new AtomicInteger();
    private final Thread thread;
    private volatile boolean closed;

    Writing(CollectionIndex index, String name) {
        this(index, name, PATIENCE);
    }

    /** With the longest time that a change waits for others to share its commit. */
    Writing(CollectionIndex index, String name, Duration patience) {
        this.index = index;
        this.patienceNanos = patience.toNanos();
        this.thread = Thread.ofPlatform().daemon().name("index-" + name).start(this::run);
    }

    /** A change of the index. */
    @FunctionalInterface
    interface Change {
        void apply(CollectionIndex index) throws IOException;
    }

    /** A document is on its way: before long it is put, and acknowledged, or given up. */
    void expect() {
        expected.incrementAndGet();
    }

    /** A document that was {@linkplain #expect expected} is acknowledged, or does not come. */
    void expectNoMore() {
        expected.decrementAndGet();
    }

    /** Puts a document in the place of the one with its id. */
    Future<Void> put(Entry entry) {
        return apply(to -> to.put(entry));
    }

    /** Removes a document. */
    Future<Void> remove(String id) {
        return apply(from -> from.remove(id));
    }

    /** Applies a change; done when it survives a crash and searches see it. */
    Future<Void> apply(Change change) {
        Task task = new Task(change, Promise.promise());
        if (closed || !tasks.offer(task)) {
            return Future.failedFuture(new RejectedExecutionException("Expected at most " + MOST_WAITING
                    + " changes that wait to be written, found one more: send it again"));
        }
        return task.done().future();
    }

    /** Writes what waits, then ends. Blocks. */
    void close() {
        closed = true;
        tasks.offer(new Task(nothing -> {}, Promise.promise()));
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true; // The writer ends by itself; breaking it off could cost what it has in hand.
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<Task> written = new ArrayList<>();
        while (!closed || !tasks.isEmpty()) {
            try {
                write(tasks.take(), written);
                writeOthers(written);
                commit(written);
                written.clear();
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts the writer of an index", e);
            }
        }
    }

    /** Writes what is there, and what comes until half of what is on its way has. */
    private void writeOthers(List<Task> written) throws InterruptedException {
        long end = System.nanoTime() + patienceNanos;
        for (int together = 1; together < MOST_TOGETHER; ) {
            boolean waits = 2 * written.size() < expected.get() && !closed && System.nanoTime() < end;
            Task next = waits ? tasks.poll(LOOK_NANOS, TimeUnit.NANOSECONDS) : tasks.poll();
            if (next != null) {
                write(next, written);
                together++;
            } else if (!waits) {
                return;
            }
        }
    }

    private void write(Task task, List<Task> written) {
        try {
            task.change().apply(index);
            written.add(task);
        } catch (IOException | RuntimeException e) {
            task.done().fail(e);
            failLost(written, e);
        }
    }

    private void commit(List<Task> written) {
        try {
            index.commit();
            written.forEach(task -> task.done().complete());
        } catch (IOException | RuntimeException e) {
            written.forEach(task -> task.done().fail(e));
        }
    }

    /** What was written before a failure that the index did not survive is lost with it. */
    private void failLost(List<Task> written, Exception failure) {
        if (!index.isWhole()) {
            written.forEach(task -> task.done().fail(failure));
            written.clear();
        }
    }

    private record Task(Change change, Promise<Void> done) {}
}
