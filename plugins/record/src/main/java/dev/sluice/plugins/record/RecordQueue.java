package dev.sluice.plugins.record;

import dev.sluice.api.plugin.Meters.Counter;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.plugin.Timers;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Entries that wait to be written: a bounded queue between all event loops and one writer, without a lock on the loops' side.
 *
 * <p>There is no standing thread. Who puts an entry into a queue that nobody works on starts a piece of blocking work, and
 * that goes on until the queue is empty. A write that fails is tried again every second; meanwhile records wait.
 */
final class RecordQueue {

    private static final int BATCH_BYTES = 1 << 20;
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration WARN_EVERY = Duration.ofSeconds(10);

    private final RecordConfig.Queue limits;
    private final RecordLine line;
    private final LogFiles files;
    private final PluginContext context;
    private final Logger logger;
    private final Timers timers;
    private final Counter written;
    private final Counter dropped;
    private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean working = new AtomicBoolean();
    private final AtomicLong warnedAt;
    private final AtomicBoolean failing = new AtomicBoolean();
    private final ReentrantLock writing = new ReentrantLock(); // For close alone: two writers never are.
    private Batch unwritten = Batch.EMPTY;
    private volatile boolean closed;

    RecordQueue(RecordConfig.Queue limits, RecordLine line, LogFiles files, PluginContext context) {
        this.limits = limits;
        this.line = line;
        this.files = files;
        this.context = context;
        this.logger = context.logger();
        this.timers = context.timers();
        this.warnedAt = new AtomicLong(timers.nanoTime() - WARN_EVERY.toNanos());
        this.written = context.meters().counter("records_written");
        this.dropped = context.meters().counter("records_dropped");
        context.meters().gauge("queue_records", count::get);
        context.meters().gauge("queue_bytes", bytes::get);
    }

    /** Whether a new call may begin: it may, unless calls have to be recorded and there is no room. */
    boolean admits() {
        return limits.onOverflow() == RecordConfig.Overflow.DROP || !isFull();
    }

    /**
     * Puts in an entry, on any thread. Where calls have to be recorded, one that was admitted always finds room: the queue
     * may then exceed its bounds by the calls that were under way.
     */
    void offer(Entry entry) {
        boolean mustKeep = limits.onOverflow() == RecordConfig.Overflow.FAIL;
        if (closed || (isFull() && !mustKeep)) {
            drop(1);
            return;
        }
        count.incrementAndGet();
        bytes.addAndGet(entry.size());
        entries.add(entry);
        work();
    }

    /** Writes what is left, once, and closes the file. What cannot be written is counted as dropped. The host bounds the wait. */
    Future<Void> close() {
        closed = true;
        return context.blocking(() -> {
            try {
                writeAll();
            } finally {
                files.close();
                if (count.get() > 0) {
                    drop(count.get());
                }
            }
            return null;
        });
    }

    private boolean isFull() {
        return count.get() >= limits.maxRecords()
                || bytes.get() >= limits.maxSize().bytes();
    }

    private void drop(int records) {
        dropped.add(records);
        long now = timers.nanoTime();
        long before = warnedAt.get();
        if (now - before >= WARN_EVERY.toNanos() && warnedAt.compareAndSet(before, now)) {
            logger.atWarn()
                    .log(
                            "Records are dropped: expected room for at most {} records of {} together, found none. Give record"
                                    + " a faster disk, a larger queue, or less to keep.",
                            limits.maxRecords(),
                            limits.maxSize());
        }
    }

    private void work() {
        if (!closed && working.compareAndSet(false, true)) {
            start();
        }
    }

    private void start() {
        if (!closed) {
            context.blocking(() -> {
                        writeAll();
                        return null;
                    })
                    .onSuccess(done -> rest())
                    .onFailure(this::retry);
        }
    }

    /** An entry may have come after the last look and before the work was over: then nobody was started for it. */
    private void rest() {
        failing.set(false);
        working.set(false);
        if (!entries.isEmpty()) {
            work();
        }
    }

    private void retry(Throwable failure) {
        if (!failing.getAndSet(true)) {
            logger.atError()
                    .setCause(failure)
                    .log(
                            "Records cannot be written to {}; they wait, and it is tried again every {}",
                            files.folder(),
                            RETRY);
        }
        if (!closed) {
            timers.after(RETRY, this::start);
        }
    }

    private void writeAll() throws IOException {
        writing.lock();
        try {
            for (Batch batch = next(); !batch.isEmpty(); batch = next()) {
                files.append(batch.lines().getBytes());
                unwritten = Batch.EMPTY;
                count.addAndGet(-batch.entries());
                bytes.addAndGet(-batch.size());
                written.add(batch.entries());
            }
        } finally {
            writing.unlock();
        }
    }

    /** Lines for one write: those of the write that has failed, or new ones. Their entries count as waiting until it is done. */
    private Batch next() {
        if (unwritten.isEmpty()) {
            Batch.Builder batch = new Batch.Builder();
            for (Entry entry = entries.poll(); entry != null; entry = more(batch)) {
                batch.add(entry, line.of(entry));
            }
            unwritten = batch.build();
        }
        return unwritten;
    }

    private @Nullable Entry more(Batch.Builder batch) {
        return batch.length() < BATCH_BYTES ? entries.poll() : null;
    }
}
