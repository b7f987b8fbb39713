package dev.sluice.proxy.server;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.WebSocketBase;
import io.vertx.core.http.WebSocketFrame;
import org.jspecify.annotations.Nullable;

/** Moves the frames of a session, both ways, each as fast as its reader reads, until either side closes. */
final class Relay {

    private static final short NO_STATUS = 1005;
    private static final short ABNORMAL = 1006;
    private static final short GOING_AWAY = 1001;

    private final WebSocketBase client;
    private final WebSocketBase provider;
    private final Promise<Void> over = Promise.promise();
    private long frames;

    Relay(WebSocketBase client, WebSocketBase provider) {
        this.client = client;
        this.provider = provider;
    }

    /** Starts; done when both sides know that it is over. */
    Future<Void> run() {
        connect(client, provider);
        connect(provider, client);
        client.resume();
        provider.resume();
        return over.future();
    }

    long frames() {
        return frames;
    }

    private void connect(WebSocketBase from, WebSocketBase to) {
        from.frameHandler(frame -> pass(frame, from, to));
        from.exceptionHandler(broken -> from.close(GOING_AWAY));
        from.closeHandler(closed -> close(to, from.closeStatusCode(), from.closeReason()));
        if (from.isClosed()) {
            close(to, from.closeStatusCode(), from.closeReason());
        }
    }

    /** Pings are answered, and closes passed on, by each side's own codec. */
    private void pass(WebSocketFrame frame, WebSocketBase from, WebSocketBase to) {
        if (to.isClosed() || !(frame.isText() || frame.isBinary() || frame.isContinuation())) {
            return;
        }
        frames++;
        to.writeFrame(frame);
        if (to.writeQueueFull()) {
            from.pause();
            to.drainHandler(drained -> from.resume());
        }
    }

    private void close(WebSocketBase other, @Nullable Short code, @Nullable String reason) {
        if (other.isClosed()) {
            over.tryComplete();
            return;
        }
        Future<Void> closed = code == null || code == NO_STATUS || code == ABNORMAL
                ? other.close(GOING_AWAY)
                : other.close(code.shortValue(), reason);
        closed.onComplete(done -> over.tryComplete());
    }
}
