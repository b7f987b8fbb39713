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
 * Records that wait to be written: a bounded queue between all event loops and one writer, without a lock on the loops' side.
 *
 * <p>There is no standing thread. A record that comes to an empty queue has a piece of blocking work started a moment later, or
 * as soon as the queue is half full, and that goes on until the queue is empty: waking a thread for each record would cost
 * more than writing it, and keep the event loops from their turn. A write that fails is tried again every second; meanwhile
 * records wait.
 */
final class RecordQueue {

    /** How long the first record waits for others. */
    static final Duration LINGER = Duration.ofMillis(20);

    private static final int BATCH_BYTES = 256 * 1024;
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration WARN_EVERY = Duration.ofSeconds(10);

    private final RecordConfig.Queue limits;
    private final Speller speller;
    private final LogFiles files;
    private final PluginContext context;
    private final Logger logger;
    private final Timers timers;
    private final Counter written;
    private final Counter dropped;
    private final Queue<Waiting> records = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean working = new AtomicBoolean();
    private final AtomicBoolean lingering = new AtomicBoolean();
    private final AtomicLong warnedAt;
    private final AtomicBoolean failing = new AtomicBoolean();
    private final ReentrantLock writing = new ReentrantLock(); // For close alone: two writers never are.
    private final Batch unwritten = new Batch();
    private volatile boolean closed;

    RecordQueue(RecordConfig.Queue limits, Speller speller, LogFiles files, PluginContext context) {
        this.limits = limits;
        this.speller = speller;
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
        Waiting waiting = speller.spell(entry);
        count.incrementAndGet();
        bytes.addAndGet(waiting.size());
        records.add(waiting);
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
        return isFilledTo(1);
    }

    /** Whether half of the room, or a third, is taken. */
    private boolean isFilledTo(int part) {
        return count.get() >= limits.maxRecords() / part
                || bytes.get() >= limits.maxSize().bytes() / part;
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
            lingering.set(true);
            timers.after(LINGER, this::hurry);
        }
        if (isFilledTo(2)) {
            hurry();
        }
    }

    private void hurry() {
        if (lingering.compareAndSet(true, false)) {
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

    /** A record may have come after the last look and before the work was over: then nobody was started for it. */
    private void rest() {
        failing.set(false);
        working.set(false);
        if (!records.isEmpty()) {
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
            for (gather(); !unwritten.isEmpty(); gather()) {
                unwritten.writeTo(files);
                count.addAndGet(-unwritten.records());
                bytes.addAndGet(-unwritten.size());
                written.add(unwritten.records());
                unwritten.clear();
            }
        } finally {
            writing.unlock();
        }
    }

    /** Lines to write together: what is left of those whose write has failed, or new ones. Their records count as waiting until it is done. */
    private void gather() {
        if (unwritten.isEmpty()) {
            for (Waiting record = records.poll(); record != null; record = more()) {
                unwritten.add(record);
            }
        }
    }

    private @Nullable Waiting more() {
        return unwritten.lines().length() < BATCH_BYTES ? records.poll() : null;
    }
}
