package dev.sluice.proxy.state.redis;

/**
 * Keeps calls from waiting for a store that does not answer in time: opens after some missed deadlines in a row, and closes when a
 * probe was answered in time.
 */
final class Breaker {

    static final int MISSES = 3;

    private int misses;
    private boolean open;

    boolean isOpen() {
        return open;
    }

    void answered() {
        misses = 0;
    }

    /** Whether this made it open. */
    boolean missed() {
        misses++;
        if (open || misses < MISSES) {
            return false;
        }
        open = true;
        return true;
    }

    void trip() {
        open = true;
    }

    void close() {
        open = false;
        misses = 0;
    }
}
