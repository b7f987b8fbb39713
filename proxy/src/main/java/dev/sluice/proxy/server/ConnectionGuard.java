package dev.sluice.proxy.server;

import dev.sluice.proxy.config.ServerSettings;
import dev.sluice.proxy.transport.Door;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds connections: how many there are, and how long one may stay without a call.
 *
 * <p>A connection has to bring the header of its first request, its TLS handshake included, within the header timeout, and of each later one within the
 * idle timeout of the end of the one before, however slowly it sends. It is watched from its first moment on: the server hears of one
 * without TLS only when its first request is there.
 */
final class ConnectionGuard implements Door {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionGuard.class);
    private static final AttributeKey<Watch> WATCH = AttributeKey.valueOf(ConnectionGuard.class, "watch");

    private final int max;
    private final long header;
    private final long idle;
    private final AtomicInteger open = new AtomicInteger();

    ConnectionGuard(ServerSettings settings) {
        this.max = settings.maxConnections();
        this.header = settings.headerTimeout().toNanos();
        this.idle = settings.idleTimeout().toNanos();
    }

    @Override
    public boolean admits(Channel socket) {
        if (open.incrementAndGet() > max) {
            open.decrementAndGet();
            return false;
        }
        socket.closeFuture().addListener(closed -> open.decrementAndGet());
        Watch watch = new Watch();
        socket.attr(WATCH).set(watch);
        socket.pipeline().addLast(watch);
        return true;
    }

    /** The server knows the connection now, and can close it with a word of farewell where its protocol has one. */
    void opened(HttpConnection connection) {
        connection.exceptionHandler(broken -> LOG.debug("connection of a client broke", broken));
        Watch watch = watch(connection);
        if (watch != null) {
            watch.connection = connection;
        }
    }

    void began(HttpServerRequest request) {
        Watch watch = watch(request.connection());
        if (watch != null) {
            watch.began();
        }
    }

    void ended(HttpServerRequest request) {
        Watch watch = watch(request.connection());
        if (watch != null) {
            watch.ended();
        }
    }

    private static @Nullable Watch watch(HttpConnection connection) {
        return ((ConnectionBase) connection).channel().attr(WATCH).get();
    }

    /** One connection's; on its event loop. */
    private final class Watch extends ChannelInboundHandlerAdapter {

        private @Nullable HttpConnection connection;
        private @Nullable ScheduledFuture<?> timer;
        private int calls;
        private boolean first = true;
        private long freeSince = System.nanoTime();

        @Override
        public void channelActive(ChannelHandlerContext context) {
            check(context);
            context.fireChannelActive();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (timer != null) {
                timer.cancel(false);
            }
            context.fireChannelInactive();
        }

        void began() {
            first = false;
            calls++;
        }

        void ended() {
            calls--;
            freeSince = System.nanoTime();
        }

        private void check(ChannelHandlerContext context) {
            long limit = first ? header : idle;
            long left = calls > 0 ? idle : limit - (System.nanoTime() - freeSince);
            if (left > 0) {
                timer = context.executor().schedule(() -> check(context), left, TimeUnit.NANOSECONDS);
            } else {
                close(context);
            }
        }

        private void close(ChannelHandlerContext context) {
            HttpConnection known = connection;
            if (known != null) {
                known.close();
            } else {
                var unused = context.close();
            }
        }
    }
}
