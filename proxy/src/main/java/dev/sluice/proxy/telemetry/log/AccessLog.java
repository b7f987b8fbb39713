package dev.sluice.proxy.telemetry.log;

import dev.sluice.api.Call;
import dev.sluice.api.Reply;
import dev.sluice.api.Target;
import dev.sluice.proxy.telemetry.CallEnd;
import dev.sluice.proxy.telemetry.CallMeter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each call. Event loops spell it at once, while what it says is still in their processor's caches, and put it into a bounded
 * queue without locks or wake-ups; one thread looks there every few milliseconds and writes what waits. So it never has the processor for
 * long where it shares one with an event loop, and no call is kept alive.
 *
 * <p>When whoever reads the output is too slow, new lines are dropped and counted: the beginning of trouble is worth more
 * than its middle, and a drop costs the event loop nothing.
 */
public final class AccessLog implements CallMeter, AutoCloseable {

    /** How many lines may wait. */
    public static final int CAPACITY = 8_192;

    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
    private static final int BATCH = 256;
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final OutputStream out;
    private final ThreadLocal<Pen> pens;
    private final InstantSource clock;
    private final int capacity;
    private final Queue<byte[]> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger queued = new AtomicInteger();
    private final LongAdder dropped = new LongAdder();
    private final Thread writer;
    private volatile boolean closed;
    private boolean broken;

    private AccessLog(OutputStream out, Supplier<AccessFormat> formats, InstantSource clock, int capacity) {
        this.out = out;
        this.pens = ThreadLocal.withInitial(() -> new Pen(formats.get(), new StringBuilder()));
        this.clock = clock;
        this.capacity = capacity;
        this.writer = Thread.ofPlatform().name("sluice-access-log").daemon().unstarted(this::write);
    }

    /**
     * Begins to write.
     *
     * @param out flushed after each batch, never closed
     * @param style how lines look
     * @return a log that runs until it is closed
     */
    public static AccessLog start(OutputStream out, LogStyle style) {
        return start(out, () -> style.accessFormat(ZoneId.systemDefault()), InstantSource.system(), CAPACITY);
    }

    static AccessLog start(OutputStream out, Supplier<AccessFormat> formats, InstantSource clock, int capacity) {
        AccessLog log = new AccessLog(out, formats, clock, capacity);
        log.writer.start();
        return log;
    }

    /**
     * Lines that were given up.
     *
     * @return since the start
     */
    public long dropped() {
        return dropped.sum();
    }

    @Override
    public void callStarted() {}

    @Override
    public void callEnded(CallEnd end) {
        if (closed || queued.incrementAndGet() > capacity) {
            queued.decrementAndGet();
            dropped.increment();
            return;
        }
        queue.add(pens.get().line(AccessLine.of(end, clock.millis())));
    }

    @Override
    public void attemptStarted(Target target) {}

    @Override
    public void attempted(Call call, Target target, @Nullable Reply reply, @Nullable Throwable failure) {}

    /** Writes what waits, for two seconds at most, and ends. Not for an event loop. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(writer);
        try {
            if (!writer.join(LAST_WORDS)) {
                LOG.warn("The access log could not be written within {}: its reader is stuck.", LAST_WORDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        ByteArrayOutputStream batch = new ByteArrayOutputStream();
        while (!closed || !queue.isEmpty()) {
            int lines = gather(batch);
            if (lines == 0) {
                LockSupport.parkNanos(this, PAUSE.toNanos());
            } else {
                flush(batch, lines);
            }
        }
    }

    private int gather(ByteArrayOutputStream batch) {
        int lines = 0;
        for (byte[] line = queue.poll(); line != null; line = lines < BATCH ? queue.poll() : null) {
            batch.writeBytes(line);
            lines++;
        }
        queued.addAndGet(-lines);
        return lines;
    }

    private void flush(ByteArrayOutputStream batch, int lines) {
        try {
            batch.writeTo(out);
            out.flush();
            broken = false;
        } catch (IOException e) {
            dropped.add(lines);
            warnOnce(e);
        } finally {
            batch.reset();
        }
    }

    private void warnOnce(IOException failure) {
        if (!broken) {
            broken = true;
            LOG.warn("The access log cannot be written, its lines are lost until it can.", failure);
        }
    }

    /** What one thread spells with. */
    private record Pen(AccessFormat format, StringBuilder text) {

        byte[] line(AccessLine line) {
            text.setLength(0);
            format.append(text, line);
            return text.toString().getBytes(StandardCharsets.UTF_8);
        }
    }
}
