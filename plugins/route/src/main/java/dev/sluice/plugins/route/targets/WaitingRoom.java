package dev.sluice.plugins.route.targets;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls that wait until one of their targets has room: so many at most, the most urgent first, and of equals who came first. Used on all
 * event loops; who is told something is told on whatever thread made it happen, outside the lock.
 */
public final class WaitingRoom {

    private static final Comparator<Waiter> ORDER =
            Comparator.<Waiter>comparingInt(waiter -> waiter.rank).thenComparingLong(waiter -> waiter.number);

    private final int most;
    private final TreeSet<Waiter> waiters = new TreeSet<>(ORDER);
    private long numbers;
    private volatile boolean empty = true;

    /**
     * Opens an empty one.
     *
     * @param most so many wait at most
     */
    public WaitingRoom(int most) {
        this.most = most;
    }

    /** Who waits. */
    public static final class Waiter {

        private final int rank;
        private final List<TargetState> wanted;
        private final Consumer<@Nullable TargetState> then;
        private long number;

        /**
         * Describes a call.
         *
         * @param rank how urgent it is; 0 is the most
         * @param wanted where it may go
         * @param then told where there is room, which is its then; or null: somebody more urgent needs the place in the queue
         */
        public Waiter(int rank, List<TargetState> wanted, Consumer<@Nullable TargetState> then) {
            this.rank = rank;
            this.wanted = wanted;
            this.then = then;
        }
    }

    /** Joins the queue; false if it is full of calls that are no less urgent. */
    public boolean join(Waiter waiter) {
        Waiter displaced = null;
        synchronized (this) {
            waiter.number = numbers++;
            waiters.add(waiter);
            if (waiters.size() > most) {
                displaced = waiters.removeLast();
            }
            empty = waiters.isEmpty();
        }
        if (displaced == waiter) {
            return false;
        }
        if (displaced != null) {
            displaced.then.accept(null);
        }
        waiter.wanted.forEach(this::freed); // Room that came up since the call looked for it was offered to nobody.
        return true;
    }

    /** Leaves the queue; false if it was let in, or sent away, before. */
    public synchronized boolean leave(Waiter waiter) {
        boolean there = waiters.remove(waiter);
        empty = waiters.isEmpty();
        return there;
    }

    /** How many would be served before a call of this rank. */
    public synchronized int ahead(int rank) {
        int ahead = 0;
        for (Waiter waiter : waiters) {
            ahead += waiter.rank <= rank ? 1 : 0;
        }
        return ahead;
    }

    /** How many wait. */
    public synchronized int size() {
        return waiters.size();
    }

    /** A target may have room: lets in as many as it has room for. */
    void freed(TargetState state) {
        while (!empty) {
            Waiter next = first(state);
            if (next == null) {
                return;
            }
            next.then.accept(state);
        }
    }

    private synchronized @Nullable Waiter first(TargetState state) {
        for (Waiter waiter : waiters) {
            if (waiter.wanted.contains(state)) {
                if (!state.tryEnter()) {
                    return null;
                }
                waiters.remove(waiter);
                empty = waiters.isEmpty();
                return waiter;
            }
        }
        return null;
    }
}
