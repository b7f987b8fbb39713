package dev.sluice.proxy.state.redis;

import dev.sluice.api.state.StateUnavailableException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What was spent in one slot and has to reach Redis once: some of it under way under a number, the rest waiting. Those under way are
 * sent again, the same ones under the same number, until they were acknowledged.
 */
final class Settlings {

    /** Those that Redis refuses with an error are not sent for ever. */
    private static final int REFUSALS = 20;

    private final int largest;
    private final Deque<Settling> waiting = new ArrayDeque<>();
    private List<Settling> sent = List.of();
    private long number;
    private int refusals;
    private boolean underWay;
    private boolean late;

    Settlings(int largest) {
        this.largest = largest;
    }

    void add(Settling settling) {
        waiting.add(settling);
        if (late) {
            settling.late(StateUnavailable.late());
        }
    }

    boolean isIdle() {
        return waiting.isEmpty() && sent.isEmpty() && !underWay;
    }

    /** Whether there is something to send, and nothing under way. */
    boolean isDue() {
        return !underWay && (!waiting.isEmpty() || !sent.isEmpty());
    }

    /** Writes what is to be sent; returns how much that is. */
    int write(Batch batch, long next) {
        underWay = true;
        if (sent.isEmpty()) {
            number = next;
            refusals = 0;
            sent = new ArrayList<>();
            while (sent.size() < largest && !waiting.isEmpty()) {
                sent.add(waiting.poll());
            }
        }
        sent.forEach(settling -> settling.write(batch));
        batch.settling(number);
        return sent.size();
    }

    /** Whoever waits for any of them is told not to; they are sent all the same. */
    void late(StateUnavailableException why) {
        late = true;
        sent.forEach(settling -> settling.late(why));
        waiting.forEach(settling -> settling.late(why));
    }

    /** Redis has counted what was under way; returns how much that was. */
    int acknowledged() {
        sent.forEach(Settling::acknowledged);
        return done();
    }

    /** Redis answered with an error; returns how much was given up for good. */
    int refused() {
        return ++refusals < REFUSALS ? 0 : done();
    }

    /** What was under way may be sent again. */
    void again() {
        underWay = false;
    }

    private int done() {
        int count = sent.size();
        sent = List.of();
        underWay = false;
        late = false;
        return count;
    }
}
