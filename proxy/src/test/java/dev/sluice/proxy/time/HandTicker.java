package dev.sluice.proxy.time;

import org.jspecify.annotations.Nullable;

/** A ticker that is turned by hand. */
final class HandTicker implements Ticker {

    private long now;
    private long tickAt;
    private @Nullable Runnable tick;
    private int ticks;

    HandTicker(long start) {
        this.now = start;
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void tickIn(long nanos, Runnable next) {
        if (tick != null) {
            throw new IllegalStateException("expected one tick at a time, got a second");
        }
        tickAt = now + nanos;
        tick = next;
    }

    /** Lets time pass, and every tick with it happen when it is due. */
    void pass(long nanos) {
        long end = now + nanos;
        while (tick != null && tickAt - end <= 0) {
            now += Math.max(0, tickAt - now);
            tick();
        }
        now = end;
    }

    /** Lets time pass as on a loop that was kept busy: then comes one tick. */
    void stall(long nanos) {
        now += nanos;
        tick();
    }

    int ticks() {
        return ticks;
    }

    boolean idle() {
        return tick == null;
    }

    private void tick() {
        Runnable due = tick;
        tick = null;
        ticks++;
        if (due != null) {
            due.run();
        }
    }
}
