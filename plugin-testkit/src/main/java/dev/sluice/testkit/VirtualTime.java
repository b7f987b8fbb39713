package dev.sluice.testkit;

import dev.sluice.api.plugin.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that stands still until a test advances it, and the event loop on which whatever falls due is run, in order. */
public final class VirtualTime implements Timers {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::number));
    private long nanos;
    private long scheduled;

    @Override
    public Timer after(Duration delay, Runnable action) {
        Task task = new Task(nanos + Math.max(0, delay.toNanos()), scheduled++, action);
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public Instant now() {
        return START.plusNanos(nanos);
    }

    /**
     * Has something done on a later turn of the event loop.
     *
     * @param action run by the next {@link #run} or {@link #advance}
     */
    public void execute(Runnable action) {
        after(Duration.ZERO, action);
    }

    /** Runs all that is due now, and all that becomes due by it, without letting time pass. */
    public void run() {
        advance(Duration.ZERO);
    }

    /**
     * Lets time pass, and runs what falls due at its moment.
     *
     * @param time how much
     */
    public void advance(Duration time) {
        long until = nanos + time.toNanos();
        for (Task next = tasks.peek(); next != null && next.at() <= until; next = tasks.peek()) {
            tasks.remove(next);
            nanos = Math.max(nanos, next.at());
            next.action().run();
        }
        nanos = until;
    }

    /**
     * What has been scheduled and has neither been run nor called off.
     *
     * @return how many timers and tasks
     */
    public int pending() {
        return tasks.size();
    }

    private record Task(long at, long number, Runnable action) {}
}
