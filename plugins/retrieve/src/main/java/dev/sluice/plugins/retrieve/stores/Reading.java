package dev.sluice.plugins.retrieve.stores;

import dev.sluice.api.plugin.PluginContext;
import dev.sluice.plugins.retrieve.stores.Attached.Status;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Takes the files of stores into the index, a few at a time, so that no more of them are in memory. */
final class Reading {

    private static final int TOGETHER = 2;

    private final Registry registry;
    private final Documents documents;
    private final PluginContext context;
    private final Queue<Task> waiting = new ArrayDeque<>();
    private int running;

    Reading(Registry registry, Documents documents, PluginContext context) {
        this.registry = registry;
        this.documents = documents;
        this.context = context;
    }

    private record Task(Store store, String file) {}

    /** What was not read to its end when the process stopped is read; what was not forgotten to its end is forgotten. */
    void resume() {
        documents
                .ids()
                .compose(there -> Future.all(there.stream()
                        .filter(id -> !registry.knows(id))
                        .map(documents::remove)
                        .toList()))
                .onFailure(failure -> context.logger().warn("Could not look for what no store has any more", failure));
        registry.unfinished().forEach(one -> add(one.getKey(), one.getValue()));
    }

    /** Has a file of a store taken in when it is its turn. */
    void add(Store store, String file) {
        synchronized (this) {
            waiting.add(new Task(store, file));
        }
        pump();
    }

    private void pump() {
        for (Task task = next(); task != null; task = next()) {
            Task taken = task;
            Future<Void> done;
            try {
                done = take(taken);
            } catch (RuntimeException e) { // The generation has ended: the next one resumes.
                done = Future.failedFuture(e);
            }
            done.onComplete(over -> {
                if (over.failed()) {
                    context.logger().warn("Could not take {} of {} in", taken.file, taken.store.id(), over.cause());
                }
                synchronized (this) {
                    running--;
                }
                pump();
            });
        }
    }

    private synchronized @Nullable Task next() {
        if (running >= TOGETHER || waiting.isEmpty()) {
            return null;
        }
        running++;
        return waiting.remove();
    }

    private Future<Void> take(Task task) {
        Store store = task.store;
        return context.blocking(() -> read(task))
                .compose(there -> there == null
                        ? Future.succeededFuture()
                        : documents
                                .put(store.document(task.file), there.file, there.bytes)
                                .otherwise(failure -> "it could not be written: " + failure.getMessage())
                                .compose(problem -> context.blocking(() -> note(task, there.file, problem)))
                                .compose(kept ->
                                        kept ? Future.succeededFuture() : documents.remove(store.document(task.file))));
    }

    private record There(StoredFile file, Buffer bytes) {}

    /** Null if the store or the file is not there any more, or it was called off. */
    private @Nullable There read(Task task) throws IOException {
        StoredFile file = registry.fileOrNull(task.store.tenant(), task.file);
        boolean wanted = registry.find(task.store.tenant(), task.store.id())
                .map(store -> store.files().get(task.file))
                .filter(attached -> attached.status() == Status.IN_PROGRESS)
                .isPresent();
        return file == null || !wanted ? null : new There(file, registry.bytes(file));
    }

    /** False if it was detached meanwhile, or called off. */
    private boolean note(Task task, StoredFile file, @Nullable String problem) throws IOException {
        AtomicBoolean wanted = new AtomicBoolean();
        registry.change(task.store.tenant(), task.store.id(), task.file, known -> {
            wanted.set(known.status() == Status.IN_PROGRESS);
            if (!wanted.get()) {
                return known;
            }
            return problem == null
                    ? known.with(Status.COMPLETED, null, file.bytes())
                    : known.with(Status.FAILED, problem, 0);
        });
        return wanted.get();
    }
}
