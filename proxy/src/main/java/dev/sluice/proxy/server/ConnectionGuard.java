package dev.sluice.proxy.server;

import dev.sluice.api.plugin.Timers;
import dev.sluice.proxy.config.ServerSettings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds connections: how many there are, and how long one may stay without a call.
 *
 * <p>A connection has to bring the header of its first request within the header timeout, and of each later one within the
 * idle timeout of the end of the one before, however slowly it sends.
 */
final class ConnectionGuard {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionGuard.class);

    private final int max;
    private final Duration header;
    private final Duration idle;
    private final Timers timers;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<HttpConnection, Watch> watches = new ConcurrentHashMap<>();

    ConnectionGuard(ServerSettings settings, Timers timers) {
        this.max = settings.maxConnections();
        this.header = settings.headerTimeout();
        this.idle = settings.idleTimeout();
        this.timers = timers;
    }

    void opened(HttpConnection connection) {
        if (open.incrementAndGet() > max) {
            open.decrementAndGet();
            connection.close();
            return;
        }
        connection.exceptionHandler(broken -> LOG.debug("connection of a client broke", broken));
        Watch watch = new Watch(connection);
        watches.put(connection, watch);
        connection.closeHandler(closed -> {
            open.decrementAndGet();
            watches.remove(connection);
            watch.stop();
        });
        watch.start(header);
    }

    void began(HttpServerRequest request) {
        Watch watch = watches.get(request.connection());
        if (watch != null) {
            watch.calls++;
        }
    }

    void ended(HttpServerRequest request) {
        Watch watch = watches.get(request.connection());
        if (watch != null) {
            watch.calls--;
            watch.freeSince = timers.nanoTime();
        }
    }

    /** One connection's; on its event loop. */
    private final class Watch {

        private final HttpConnection connection;
        private int calls;
        private long freeSince;
        private boolean first = true;
        private Timers.Timer timer = () -> {};

        Watch(HttpConnection connection) {
            this.connection = connection;
            this.freeSince = timers.nanoTime();
        }

        void start(Duration delay) {
            timer = timers.after(delay, this::check);
        }

        void stop() {
            timer.cancel();
        }

        private void check() {
            Duration limit = first && calls == 0 ? header : idle;
            Duration left = calls > 0 ? idle : limit.minusNanos(timers.nanoTime() - freeSince);
            first = false;
            if (left.isPositive()) {
                start(left);
            } else {
                connection.close();
            }
        }
    }
}
