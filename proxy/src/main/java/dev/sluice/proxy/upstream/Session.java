package dev.sluice.proxy.upstream;

import dev.sluice.api.Key;
import dev.sluice.proxy.io.Peer;
import io.vertx.core.http.WebSocketFrame;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket to a provider, on its way to whoever relays it, and what becomes of it.
 *
 * <p>Attached to the call of a client that wants to switch protocols. A reply of {@value #SWITCHED} says that it is here; any
 * other is the answer instead of it. That reply is a stream which is over when the session is.
 */
public final class Session {

    /** How a provider says that the socket is open. */
    public static final int SWITCHED = 101;

    /** Attached to calls whose client waits for a socket. */
    public static final Key<Session> KEY = Key.of("sluice.session", Session.class);

    private @Nullable Opened opened;

    /**
     * A socket that is open.
     *
     * @param peer whom nobody listens to yet
     * @param subprotocol that the provider chose; null if it chose none
     */
    record Opened(Peer peer, @Nullable String subprotocol, SessionFrames frames, SessionUsage usage) {}

    void opened(Opened socket) {
        opened = socket;
    }

    /**
     * The provider.
     *
     * @return held back until somebody listens; null if no socket was opened
     */
    public @Nullable Peer provider() {
        return opened == null ? null : opened.peer();
    }

    /**
     * What the provider chose to speak of what the client offered.
     *
     * @return null if it chose nothing that may be told
     */
    public @Nullable String subprotocol() {
        return opened == null ? null : Subprotocols.told(opened.subprotocol());
    }

    /**
     * The provider has said something.
     *
     * @param frame as it came
     */
    public void heard(WebSocketFrame frame) {
        if (opened != null) {
            opened.usage().hear(frame);
        }
    }

    /**
     * The session is over.
     *
     * @param failure why it broke; null if it did not
     * @param bytes that the provider has said
     */
    public void ended(@Nullable Throwable failure, long bytes) {
        if (opened != null) {
            opened.frames().end(failure, bytes);
        }
    }
}
