package dev.sluice.proxy.exchange;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;

/** One request and its reply. For the event loop that it was opened on. */
public interface Exchange {

    /**
     * Whether its connection had carried a reply before: such a one may have been closed by the provider before it read anything
     * of this request.
     *
     * @return false for one that was connected for this exchange
     */
    boolean isOnUsedConnection();

    /**
     * Whether anything of an answer has come, be it a piece of its head or an informational reply: its request was read, then.
     *
     * @return false while the provider may still have read nothing
     */
    boolean isHeard();

    /**
     * Sends a request that is all there.
     *
     * @param request the head
     * @param body all of it; may be empty
     * @param listener is told of the reply
     * @throws IllegalArgumentException if the head has what no head may have; nothing was sent then
     */
    void send(Request request, Buffer body, ReplyListener listener);

    /**
     * Sends a request whose body is still coming. Its head says how the body is framed, by {@code content-length} or
     * {@code transfer-encoding}.
     *
     * @param request the head
     * @param listener is told of the reply, which may come before the body has ended
     * @return takes the body, to be ended; takes and drops it where the exchange is over
     * @throws IllegalArgumentException if the head has what no head may have; nothing was sent then
     */
    WriteStream<Buffer> begin(Request request, ReplyListener listener);

    /** Reads no more for now; what was read already may still be told. */
    void pause();

    /** Reads on. */
    void resume();

    /**
     * Gives it up, whatever it is at: the provider is left, and the listener is told nothing more. Nothing happens where the
     * exchange is over.
     */
    void cancel();
}
