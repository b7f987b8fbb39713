package dev.sluice.proxy.io;

import io.vertx.core.http.WebSocketFrame;
import org.jspecify.annotations.Nullable;

/** One side of a session, as whoever relays it sees it. On one event loop. */
public interface Peer {

    /** Is told what the side says and does, in that order, on its event loop. */
    interface Listener {

        /**
         * A frame came, other than a farewell.
         *
         * @param frame data, a ping that is answered already, or a pong
         */
        void heard(WebSocketFrame frame);

        /**
         * Its farewell came, after all that it had to say.
         *
         * @param code one that may be passed on
         * @param reason null if it gave none
         */
        void left(short code, @Nullable String reason);

        /**
         * It cannot be heard any more: what it sends is no WebSocket's, or it was cut off without a farewell.
         *
         * @param cause what is wrong
         */
        void broke(Throwable cause);

        /** What waited for it has been taken, for the greater part. */
        void drained();

        /** Its connection is closed. Its last frames may still come, if it was {@linkplain Peer#pause held back}. */
        void gone();
    }

    /**
     * Lets it speak. What happened before is told now; until then nothing of what it says is lost.
     *
     * @param listener once only
     */
    void listen(Listener listener);

    /** Holds back what it says: its connection is not read from once a little has come. */
    void pause();

    /** Lets it speak again. */
    void resume();

    /**
     * Has it told something, unless it is gone.
     *
     * @param frame written after all before it
     */
    void write(WebSocketFrame frame);

    /** Asks for a sign of life. */
    void ping();

    /**
     * Whether much of what it was told still waits to be taken.
     *
     * @return true until it is {@linkplain Listener#drained drained}
     */
    boolean isFull();

    /**
     * Bids it farewell, after all that it was told; its connection is closed once it has answered, or has not for some seconds. No effect
     * on one that has left.
     *
     * @param code by RFC 6455
     * @param reason up to 123 bytes; null for none
     */
    void close(short code, @Nullable String reason);

    /** Closes its connection without a word. */
    void cut();
}
