package dev.sluice.proxy.io;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketBase;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.http.WebSocketInternal;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A WebSocket of Vert.x. */
public final class SocketPeer implements Peer {

    /** Who sends what cannot be read goes on for a while: a connection that is closed meanwhile is reset, and the farewell with it. */
    private static final long LINGER_SECONDS = 2;

    private static final short ABNORMAL = 1006;

    private final ContextInternal loop = Objects.requireNonNull(ContextInternal.current());
    private final WebSocketBase socket;
    private final boolean early;
    private @Nullable Listener listener;
    private @Nullable Throwable broken;
    private boolean gone;

    /**
     * Takes a socket over.
     *
     * @param socket just opened, on the event loop that this is called on; nobody else sets handlers
     */
    public SocketPeer(WebSocketBase socket) {
        this.socket = socket;
        socket.pause();
        this.early = socket.isClosed();
        if (early) { // It takes no handlers any more.
            socket.close().onComplete(closed -> gone());
            return;
        }
        context().pipeline().addBefore(context().name(), null, new Unreadable());
        socket.frameHandler(this::heard);
        socket.exceptionHandler(this::broke);
        socket.drainHandler(drained -> drained());
        socket.closeHandler(closed -> gone());
        socket.shutdownHandler(begun -> context().executor().execute(this::answer));
    }

    /**
     * The server shuts down, and would have closed the socket by now; or a farewell has come, which Vert.x answers in the same way, and
     * notes after that.
     */
    private void answer() {
        if (socket.isClosed()) {
            socket.close(socket.closeStatusCode(), socket.closeReason());
        }
    }

    @Override
    public void listen(Listener told) {
        listener = told;
        if (early && socket.closeStatusCode() != ABNORMAL) {
            told.left(socket.closeStatusCode(), socket.closeReason());
        } else if (early) {
            told.broke(new ClosedChannelException());
        } else if (broken != null) {
            told.broke(broken);
        }
        if (gone) {
            told.gone();
        }
        socket.resume();
    }

    @Override
    public void pause() {
        socket.pause();
    }

    @Override
    public void resume() {
        socket.resume();
    }

    @Override
    public void write(WebSocketFrame frame) {
        if (!socket.isClosed()) {
            socket.writeFrame(frame);
        }
    }

    @Override
    public void ping() {
        write(WebSocketFrame.pingFrame(Buffer.buffer()));
    }

    @Override
    public boolean isFull() {
        return !socket.isClosed() && socket.writeQueueFull();
    }

    @Override
    public void close(short code, @Nullable String reason) {
        if (broken instanceof CorruptedWebSocketFrameException) {
            ChannelHandlerContext context = context();
            var unused = context.writeAndFlush(new CloseWebSocketFrame(code, reason == null ? "" : reason));
            var unusedTimer = context.executor().schedule(this::cut, LINGER_SECONDS, TimeUnit.SECONDS);
        } else if (!socket.isClosed()) {
            socket.shutdownHandler(null);
            socket.close(code, reason);
        }
    }

    @Override
    public void cut() {
        var unused = context().close();
    }

    private ChannelHandlerContext context() {
        return ((WebSocketInternal) socket).channelHandlerContext();
    }

    private void heard(WebSocketFrame frame) {
        if (listener == null) {
            return;
        }
        if (frame.isClose()) {
            listener.left(frame.closeStatusCode(), frame.closeReason());
        } else {
            listener.heard(frame);
        }
    }

    private void broke(Throwable cause) {
        if (broken == null) {
            broken = cause;
            if (listener != null) {
                listener.broke(cause);
            }
        }
    }

    private void drained() {
        if (listener != null) {
            listener.drained();
        }
    }

    private void gone() {
        gone = true;
        if (listener != null) {
            listener.gone();
        }
    }

    /** Hears of frames that cannot be read before Vert.x does, which would close the connection at once. */
    private final class Unreadable extends ChannelInboundHandlerAdapter {

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (cause instanceof CorruptedWebSocketFrameException) {
                loop.dispatch(cause, SocketPeer.this::broke);
            } else {
                context.fireExceptionCaught(cause);
            }
        }
    }
}
