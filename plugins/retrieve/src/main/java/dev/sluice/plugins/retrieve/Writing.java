package dev.sluice.plugins.retrieve;

import dev.sluice.plugins.retrieve.index.CollectionIndex;
import dev.sluice.plugins.retrieve.index.Entry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.RejectedExecutionException;

/**
 * The one thread that writes an index. What comes while a commit is being made shares the next one; a change is acknowledged
 * once the commit that holds it is on the disk.
 */
final class Writing {

    private static final int MOST_WAITING = 1_000;
    private static final int MOST_TOGETHER = 256;

    private final CollectionIndex index;
    private final BlockingQueue<Task> tasks = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread thread;
    private volatile boolean closed;

    Writing(CollectionIndex index, String name) {
        this.index = index;
        this.thread = Thread.ofPlatform().daemon().name("index-" + name).start(this::run);
    }

    /** A change of the index. */
    @FunctionalInterface
    interface Change {
        void apply(CollectionIndex index) throws IOException;
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
        List<Task> together = new ArrayList<>();
        while (!closed || !tasks.isEmpty()) {
            try {
                together.add(tasks.take());
                tasks.drainTo(together, MOST_TOGETHER - 1);
                write(together);
                together.clear();
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts the writer of an index", e);
            }
        }
    }

    private void write(List<Task> together) {
        List<Task> written = new ArrayList<>();
        for (Task task : together) {
            try {
                task.change().apply(index);
                written.add(task);
            } catch (IOException | RuntimeException e) {
                task.done().fail(e);
                failLost(written, e);
            }
        }
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
