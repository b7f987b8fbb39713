package dev.sluice.plugins.retrieve;

import dev.sluice.plugins.retrieve.index.CollectionIndex;
import dev.sluice.plugins.retrieve.index.Hit;
import dev.sluice.plugins.retrieve.index.IndexSpec;
import dev.sluice.plugins.retrieve.index.Question;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One open index with those who work on it: many searchers, so many at a time, one writer, one who watches its folder. */
final class Shelf {

    private final Path folder;
    private final IndexSpec spec;
    private final CollectionIndex index;
    private final Writing writing;
    private final Attempts attempts;
    private final Semaphore searches = new Semaphore(Runtime.getRuntime().availableProcessors(), true);
    private final AtomicReference<@Nullable Watcher> watcher = new AtomicReference<>();
    private final Promise<Void> looked = Promise.promise();
    private volatile boolean behind;

    Shelf(Path folder, IndexSpec spec, CollectionIndex index, Attempts attempts) {
        this.folder = folder;
        this.spec = spec;
        this.index = index;
        this.attempts = attempts;
        this.writing = new Writing(index, folder.getFileName().toString());
    }

    Path folder() {
        return folder;
    }

    IndexSpec spec() {
        return spec;
    }

    CollectionIndex index() {
        return index;
    }

    Writing writing() {
        return writing;
    }

    Attempts attempts() {
        return attempts;
    }

    /** Whether there is a document of an id, or one that is not read again for what it did. */
    boolean isThere(String id) throws IOException {
        return index.find(id).isPresent() || attempts.knows(id);
    }

    /** Searches, once it is its turn. Blocks. */
    List<Hit> search(Question question, Instant now) throws IOException, InterruptedException {
        searches.acquire();
        try {
            return index.search(question, now);
        } finally {
            searches.release();
        }
    }

    /** Whether this one watches the folder from now on, or does already: generations that live side by side must not both. */
    boolean watches(Watcher who) {
        return who.equals(watcher.get()) || watcher.compareAndSet(null, who);
    }

    /** Whether documents are missing, since the watched folder was never read to its end, or nothing was found yet of what is followed. */
    boolean isBehind() {
        return behind || index.isWaiting();
    }

    /** Done when the watched folder was looked at once, whatever came of it. */
    Future<Void> looked() {
        return looked.future();
    }

    /** From now on, until it was read to its end. */
    void willLook() {
        behind = !looked.future().succeeded() || behind;
    }

    void looked(boolean toItsEnd) {
        behind = behind && !toItsEnd;
        looked.tryComplete();
    }

    void watchesNoMore(Watcher who) {
        watcher.compareAndSet(who, null);
    }

    /** A document was removed by somebody else than who watches the folder. */
    void removed(String id) {
        Watcher who = watcher.get();
        if (who != null) {
            who.removed(id);
        }
    }

    /** Something else was put in the place of all documents. */
    void restored() {
        Watcher who = watcher.get();
        if (who != null) {
            behind = true;
            who.restored();
        }
    }

    /** Who keeps a folder in the collection, and has to know what else becomes of its documents. Its methods do not block. */
    interface Watcher {

        /** A document is gone. */
        void removed(String id);

        /** All documents may be others. */
        void restored();
    }

    void close() throws IOException {
        writing.close();
        index.close();
    }
}
