package dev.sluice.proxy.time;

import dev.sluice.api.plugin.Timers.Timer;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A hashed timing wheel (Varghese and Lauck, 1987), used on one thread.
 *
 * <p>A timer lies in the slot of the tick that it is due at, modulo the number of slots; one that is due in a later
 * round is passed over. It fires at its tick or later, never before.
 *
 * @param <C> who a timer is fired for
 */
final class Wheel<C> {

    static final long TICK_NANOS = 10_000_000;

    private static final int SLOTS = 512;
    private static final Duration FOREVER = Duration.ofDays(36_500);

    private final Ticker ticker;
    private final BiConsumer<C, Runnable> runner;
    private final List<Slot<C>> slots =
            Stream.generate(Slot<C>::new).limit(SLOTS).toList();
    private final Slot<C> due = new Slot<>();
    private final Runnable turn = this::turn;
    private final long origin;
    private long current;
    private int pending;
    private boolean turning;

    /**
     * Makes an empty wheel.
     *
     * @param ticker time
     * @param runner runs an action for somebody; does not throw
     */
    Wheel(Ticker ticker, BiConsumer<C, Runnable> runner) {
        this.ticker = ticker;
        this.runner = runner;
        this.origin = ticker.nanoTime();
    }

    /**
     * Adds a timer.
     *
     * @param delay from now; what is over is due at the next tick
     * @param owner who it is fired for
     * @param action what to do
     * @return a way to call it off
     */
    Timer schedule(Duration delay, C owner, Runnable action) {
        long elapsed = ticker.nanoTime() - origin;
        if (pending++ == 0 && !turning) {
            current = elapsed / TICK_NANOS;
        }
        long tick = Math.ceilDiv(elapsed + nanos(delay), TICK_NANOS);
        Entry<C> entry = new Entry<>(this, Math.max(tick, current + 1), owner, action);
        slot(entry.tick).add(entry);
        if (!turning) {
            turnAgain();
        }
        return entry;
    }

    /**
     * How much there is to do.
     *
     * @return timers neither fired nor called off
     */
    int pending() {
        return pending;
    }

    private void turn() {
        long now = (ticker.nanoTime() - origin) / TICK_NANOS;
        long last = Math.min(now, current + SLOTS);
        for (long tick = current + 1; tick <= last; tick++) {
            slot(tick).moveDue(now, due);
        }
        current = Math.max(now, current);
        try {
            fireDue();
        } finally {
            turning = false;
            if (pending > 0) {
                turnAgain();
            }
        }
    }

    private void fireDue() {
        for (Entry<C> entry = due.first; entry != null; entry = due.first) {
            Runnable action = entry.action;
            entry.cancel();
            if (action != null) {
                runner.accept(entry.owner, action);
            }
        }
    }

    private void turnAgain() {
        turning = true;
        ticker.tickIn(origin + (current + 1) * TICK_NANOS - ticker.nanoTime(), turn);
    }

    private Slot<C> slot(long tick) {
        return slots.get((int) (tick & (SLOTS - 1)));
    }

    private static long nanos(Duration delay) {
        return delay.isNegative() ? 0 : delay.compareTo(FOREVER) > 0 ? FOREVER.toNanos() : delay.toNanos();
    }

    /** A timer: a link of its slot's list. */
    private static final class Entry<C> implements Timer {

        private final Wheel<C> wheel;
        private final long tick;
        private final C owner;
        private @Nullable Runnable action;
        private @Nullable Slot<C> slot;
        private @Nullable Entry<C> previous;
        private @Nullable Entry<C> next;

        Entry(Wheel<C> wheel, long tick, C owner, Runnable action) {
            this.wheel = wheel;
            this.tick = tick;
            this.owner = owner;
            this.action = action;
        }

        @Override
        public void cancel() {
            Slot<C> home = slot;
            if (home != null) {
                home.remove(this);
                wheel.pending--;
                action = null; // Whoever keeps a timer that is over keeps nothing else by it.
            }
        }
    }

    /** A doubly linked list, so that a timer is taken out in constant time. */
    private static final class Slot<C> {

        private @Nullable Entry<C> first;
        private @Nullable Entry<C> last;

        void add(Entry<C> entry) {
            entry.slot = this;
            entry.previous = last;
            if (last == null) {
                first = entry;
            } else {
                last.next = entry;
            }
            last = entry;
        }

        void remove(Entry<C> entry) {
            Entry<C> before = entry.previous;
            Entry<C> after = entry.next;
            if (before == null) {
                first = after;
            } else {
                before.next = after;
            }
            if (after == null) {
                last = before;
            } else {
                after.previous = before;
            }
            entry.slot = null;
            entry.previous = null;
            entry.next = null;
        }

        void moveDue(long now, Slot<C> target) {
            Entry<C> entry = first;
            while (entry != null) {
                Entry<C> after = entry.next;
                if (entry.tick <= now) {
                    remove(entry);
                    target.add(entry);
                }
                entry = after;
            }
        }
    }
}
