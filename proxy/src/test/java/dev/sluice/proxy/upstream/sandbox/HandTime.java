package dev.sluice.proxy.upstream.sandbox;

import dev.sluice.api.plugin.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that a test moves by hand. */
final class HandTime implements Timers {

    private final PriorityQueue<Due> waiting = new PriorityQueue<>(Comparator.comparingLong(Due::at));
    private long nanos;

    private record Due(long at, Runnable action) {}

    @Override
    public Timer after(Duration delay, Runnable action) {
        Due due = new Due(nanos + delay.toNanos(), action);
        waiting.add(due);
        return () -> waiting.remove(due);
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public Instant now() {
        return Instant.ofEpochSecond(1_800_000_000L).plusNanos(nanos);
    }

    int pending() {
        return waiting.size();
    }

    void pass(Duration time) {
        long until = nanos + time.toNanos();
        while (!waiting.isEmpty() && waiting.element().at() <= until) {
            Due due = waiting.remove();
            nanos = due.at();
            due.action().run();
        }
        nanos = until;
    }
}
