package dev.sluice.api.state;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** Messages to every replica that listens, the sender among them. Nothing is kept: who does not listen misses it. */
public interface Topic {

    /**
     * Tells everybody.
     *
     * @param message small: a name, an id
     * @return sent; fails with a {@link StateUnavailableException} if only this replica's own listeners were told
     */
    Future<Void> publish(Buffer message);

    /**
     * Listens.
     *
     * @param listener told on the event loop of the caller; outside an event loop, on one of them
     * @return a way to stop; stops by itself when the generation ends
     */
    Subscription subscribe(Listener listener);

    /** Who listens. */
    interface Listener {

        /**
         * Somebody published.
         *
         * @param message as it was sent
         */
        void heard(Buffer message);

        /** Messages may have been lost since this was last called, or since listening began: look at the truth again. */
        void missed();
    }

    /** A listener's place. */
    @FunctionalInterface
    interface Subscription {

        /** Stops to listen; what is on its way may still be heard. */
        void cancel();
    }
}
