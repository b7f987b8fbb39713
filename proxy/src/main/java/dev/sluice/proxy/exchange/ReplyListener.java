package dev.sluice.proxy.exchange;

import io.vertx.core.buffer.Buffer;

/**
 * Is told of a reply as it comes, on the context of who opened the exchange. If it throws, the exchange is given up, and it is told
 * of a {@link ListenerFailed}.
 */
public interface ReplyListener {

    /**
     * The reply has begun.
     *
     * @param head before any of its bytes
     */
    void onHead(ReplyHead head);

    /**
     * A piece of the body has come.
     *
     * @param bytes not empty, nobody else's; without what framed them
     */
    void onBytes(Buffer bytes);

    /** The reply is complete. */
    void onEnd();

    /**
     * Nothing more will come, and the reply is not complete.
     *
     * @param cause why
     */
    void onFailure(Throwable cause);
}
