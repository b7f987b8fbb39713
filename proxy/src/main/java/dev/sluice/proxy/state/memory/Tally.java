package dev.sluice.proxy.state.memory;

import java.util.Arrays;

/**
 * Amounts that each count until a moment, few of them: those of the same moment are one. In the order of their moments, which is
 * nearly always that of their coming.
 *
 * <p>Moments are milliseconds since the epoch, by the store's clock.
 */
final class Tally {

    private long[] ends = new long[4];
    private long[] amounts = new long[4];
    private int size;
    private long total;

    /** Forgets what has ended. If the clock was set back, what ends later than anything could is made to end then. */
    void advance(long now, long latest) {
        int over = 0;
        while (over < size && ends[over] <= now) {
            total -= amounts[over++];
        }
        if (over > 0) {
            size -= over;
            System.arraycopy(ends, over, ends, 0, size);
            System.arraycopy(amounts, over, amounts, 0, size);
        }
        if (size > 0 && ends[size - 1] > latest) {
            clamp(latest);
        }
    }

    long total() {
        return total;
    }

    /** The moment after which nothing counts; 0 if nothing does. */
    long end() {
        return size == 0 ? 0 : ends[size - 1];
    }

    /** How many moments are kept. */
    int size() {
        return size;
    }

    long end(int index) {
        return ends[index];
    }

    long amount(int index) {
        return amounts[index];
    }

    void add(long end, long amount) {
        if (amount == 0) {
            return;
        }
        total += amount;
        int at = size;
        while (at > 0 && ends[at - 1] > end) {
            at--;
        }
        if (at > 0 && ends[at - 1] == end) {
            amounts[at - 1] += amount;
        } else {
            insert(at, end, amount);
        }
    }

    /** Takes away what was added; if its moment was clamped meanwhile, from the last. Never more than there is. */
    void take(long end, long amount) {
        for (int i = 0; i < size; i++) {
            if (ends[i] == end || (i == size - 1 && ends[i] < end)) {
                long taken = Math.min(amount, amounts[i]);
                amounts[i] -= taken;
                total -= taken;
                if (amounts[i] == 0) {
                    remove(i);
                }
                return;
            }
        }
    }

    private void remove(int at) {
        size--;
        System.arraycopy(ends, at + 1, ends, at, size - at);
        System.arraycopy(amounts, at + 1, amounts, at, size - at);
    }

    private void insert(int at, long end, long amount) {
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, size * 2);
            amounts = Arrays.copyOf(amounts, size * 2);
        }
        System.arraycopy(ends, at, ends, at + 1, size - at);
        System.arraycopy(amounts, at, amounts, at + 1, size - at);
        ends[at] = end;
        amounts[at] = amount;
        size++;
    }

    private void clamp(long latest) {
        long late = 0;
        while (size > 0 && ends[size - 1] > latest) {
            late += amounts[--size];
        }
        total -= late;
        add(latest, late);
    }
}
