package dev.sluice.plugins.retrieve;

import dev.sluice.plugins.retrieve.index.Access;
import dev.sluice.plugins.retrieve.ingest.UnreadableException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Brings files to a collection, so many at a time; what cannot be read is reported, and the others go on. */
final class Taking {

    private final Destination destination;
    private final Access access;
    private final Progress progress;
    private final HeldBytes held = HeldBytes.ofHeap();

    Taking(Destination destination, Access access, Progress progress) {
        this.destination = destination;
        this.access = access;
        this.progress = progress;
    }

    /** Returns when there is a report of each. */
    void take(Map<String, FoundFile> files, int atOnce) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(
                atOnce, Thread.ofVirtual().name("index-", 0).factory());
        try {
            files.forEach((id, file) -> threads.execute(() -> progress.done(file, report(id, file))));
            threads.shutdown();
            threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } finally {
            threads.shutdownNow();
        }
    }

    private Report report(String id, FoundFile file) {
        try {
            return taken(id, file);
        } catch (UnreadableException e) {
            return Report.failed(id, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Report.failed(id, "it could not be taken in: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Report.failed(id, "it was not waited for");
        } catch (RuntimeException | OutOfMemoryError e) {
            return Report.failed(id, "it could not be taken in, which is a mistake of the program: " + e);
        }
    }

    private Report taken(String id, FoundFile file) throws IOException, UnreadableException, InterruptedException {
        HeldBytes.Share share = held.take(file.size());
        try {
            return destination.put(file.read(id, access, destination.largest()));
        } finally {
            share.giveBack();
        }
    }
}
