package dev.sluice.proxy.upstream;

import dev.sluice.api.Key;
import io.vertx.core.http.WebSocket;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket to a provider, on its way to whoever relays it.
 *
 * <p>Attached to the call of a client that wants to switch protocols. A reply of {@value #SWITCHED} says that it is here; any
 * other is the answer instead of it.
 */
public final class Session {

    /** How a provider says that the socket is open. */
    public static final int SWITCHED = 101;

    /** Attached to calls whose client waits for a socket. */
    public static final Key<Session> KEY = Key.of("sluice.session", Session.class);

    private @Nullable WebSocket socket;

    void opened(WebSocket opened) {
        socket = opened;
    }

    /**
     * The socket.
     *
     * @return paused; null if none was opened
     */
    public @Nullable WebSocket socket() {
        return socket;
    }
}
