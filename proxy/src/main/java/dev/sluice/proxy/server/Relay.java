package dev.sluice.proxy.server;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.WebSocketBase;
import io.vertx.core.http.WebSocketFrame;
import java.nio.channels.ClosedChannelException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Moves the frames of a session, both ways, each as fast as its reader reads, until either side closes. */
final class Relay {

    private static final short NO_STATUS = 1005;
    private static final short ABNORMAL = 1006;
    private static final short GOING_AWAY = 1001;

    /** Closes that say that something broke: from here on, up to those that applications define. */
    private static final int BROKEN = 1011;

    private static final int OWN = 3000;

    private final WebSocketBase client;
    private final WebSocketBase provider;
    private final Consumer<WebSocketFrame> heard;
    private final Promise<Void> over = Promise.promise();
    private @Nullable Throwable broken;
    private long frames;

    /**
     * Prepares.
     *
     * @param heard sees what the provider says
     */
    Relay(WebSocketBase client, WebSocketBase provider, Consumer<WebSocketFrame> heard) {
        this.client = client;
        this.provider = provider;
        this.heard = heard;
    }

    /** Starts; done when both sides know that it is over, or failed if the provider broke it off. */
    Future<Void> run() {
        connect(client, provider, frame -> {});
        connect(provider, client, heard);
        client.resume();
        provider.resume();
        return over.future();
    }

    long frames() {
        return frames;
    }

    private void connect(WebSocketBase from, WebSocketBase to, Consumer<WebSocketFrame> look) {
        from.frameHandler(frame -> {
            look.accept(frame);
            pass(frame, from, to);
        });
        from.exceptionHandler(broken -> from.close(GOING_AWAY));
        from.closeHandler(closed -> closed(from, to));
        if (from.isClosed()) {
            closed(from, to);
        }
    }

    private void closed(WebSocketBase from, WebSocketBase to) {
        Short code = from.closeStatusCode();
        if (from.equals(provider) && !client.isClosed() && isBroken(code)) {
            broken = new ClosedChannelException();
        }
        close(to, code, from.closeReason());
    }

    private static boolean isBroken(@Nullable Short code) {
        return code == null || code == ABNORMAL || (code >= BROKEN && code < OWN);
    }

    private void over() {
        if (broken == null) {
            over.tryComplete();
        } else {
            over.tryFail(broken);
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
            over();
            return;
        }
        Future<Void> closed = code == null || code == NO_STATUS || code == ABNORMAL
                ? other.close(GOING_AWAY)
                : other.close(code.shortValue(), reason);
        closed.onComplete(done -> over());
    }
}
