package dev.sluice.proxy.server;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much the bodies of all calls under way hold together: each has its bound, and many large ones at once would still take the
 * memory of all. For any thread.
 */
final class BodyRoom {

    private final AtomicLong held = new AtomicLong();

    /**
     * Takes room, if there is any.
     *
     * @param bytes to be {@linkplain #give given} back when the call is over
     * @param most that all may hold
     * @return whether it was taken
     */
    boolean take(long bytes, long most) {
        if (held.addAndGet(bytes) <= most) {
            return true;
        }
        give(bytes);
        return false;
    }

    void give(long bytes) {
        held.addAndGet(-bytes);
    }
}
