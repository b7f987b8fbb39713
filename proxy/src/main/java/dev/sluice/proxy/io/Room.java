package dev.sluice.proxy.io;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much the bodies of all calls under way hold together: each has its bound, and many large ones at once would still take the
 * memory of all. For any thread.
 */
public final class Room {

    private final AtomicLong held = new AtomicLong();

    /**
     * Begins with nothing.
     *
     * @param most that all shares may hold together, in bytes
     * @return for one body
     */
    public Share share(long most) {
        return new Share(most);
    }

    /** What one body holds. For one thread. */
    public final class Share {

        private final long most;
        private long mine;

        private Share(long most) {
            this.most = most;
        }

        /**
         * Takes more room, if there is any; who is alone always finds some.
         *
         * @param bytes to be {@linkplain #give given} back when the call is over
         * @return whether it was taken
         */
        public boolean take(long bytes) {
            long all = held.addAndGet(bytes);
            if (all > most && all > mine + bytes) {
                held.addAndGet(-bytes);
                return false;
            }
            mine += bytes;
            return true;
        }

        /** Gives everything back. */
        public void give() {
            held.addAndGet(-mine);
            mine = 0;
        }
    }
}
