package dev.sluice.proxy.exchange.http1;

import dev.sluice.api.plugin.Timers;
import dev.sluice.proxy.exchange.Exchange;
import dev.sluice.proxy.exchange.http1.Http1Exchanges.Bounds;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one event loop to one provider. The one that was used last is used next, so that what is not needed gets
 * old.
 */
final class Pool {

    private final Connector connector;
    private final Bounds bounds;
    private final Timers timers;
    private final PoolMeter meter;
    private final RequestWriter writer = new RequestWriter();
    private final Deque<Connection> free = new ArrayDeque<>();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private Timers.@Nullable Timer sweep;
    private int open;
    private int opening;
    private boolean growing;

    /** Opens sockets. */
    @FunctionalInterface
    interface Connector {

        /** Connects on an event loop, TLS included. */
        Future<NetSocket> connect(ContextInternal on);
    }

    /**
     * Who waits for a connection.
     *
     * @param context who it is told on
     * @param wanted whether it still is
     * @param opened completed with it
     * @param measure of the wait
     */
    private record Waiting(
            ContextInternal context,
            BooleanSupplier wanted,
            Promise<Exchange> opened,
            @Nullable Object measure) {}

    Pool(Connector connector, Bounds bounds, Timers timers, PoolMeter meter) {
        this.connector = connector;
        this.bounds = bounds;
        this.timers = timers;
        this.meter = meter;
    }

    RequestWriter writer() {
        return writer;
    }

    PoolMeter meter() {
        return meter;
    }

    /** How long one is kept, in nanoseconds. */
    long keptFor() {
        return bounds.kept().toNanos();
    }

    /** The same where a provider says after how many seconds it closes one; -1 if it does not say. */
    long keptFor(int seconds) {
        return seconds < 0 ? keptFor() : Math.min(keptFor(), TimeUnit.SECONDS.toNanos(seconds));
    }

    Future<Exchange> open(ContextInternal context, BooleanSupplier wanted) {
        Connection last = lastUsed();
        if (last != null) {
            return Future.succeededFuture(last.lend(context));
        }
        if (isFull()) {
            return Future.failedFuture(new ConnectionPoolTooBusyException("all connections are in use"));
        }
        Promise<Exchange> opened = context.promise();
        waiting.add(new Waiting(context, wanted, opened, meter.waits()));
        grow();
        return opened.future();
    }

    /** Takes one back that can carry another exchange. */
    void free(Connection connection) {
        Waiting next = next();
        if (next != null) {
            give(connection, next);
            return;
        }
        connection.rest(timers.nanoTime());
        free.addLast(connection);
        if (sweep == null) {
            sweep = timers.after(bounds.kept(), this::sweep);
        }
    }

    /** One is gone, whatever it was at. */
    void closed(Connection connection) {
        if (!connection.isDiscarded()) {
            open--;
        }
        free.remove(connection);
        grow();
    }

    /** Its place is free at once, though it takes a moment to close. */
    private void discard(Connection connection) {
        if (connection.discard()) {
            open--;
        }
    }

    private @Nullable Connection lastUsed() {
        Connection last = free.pollLast();
        long now = last == null ? 0 : timers.nanoTime();
        while (last != null && last.left(now) <= 0) {
            discard(last);
            last = free.pollLast();
        }
        return last;
    }

    private boolean isFull() {
        if (open < bounds.connections() || waiting.size() - opening < bounds.waiting()) {
            return false;
        }
        waiting.removeIf(one -> !isWanted(one));
        return waiting.size() - opening >= bounds.waiting();
    }

    /** Opens one for each that waits, as long as there may be more. */
    private void grow() {
        if (growing) {
            return; // One that could not be opened at all: whoever is at it goes on.
        }
        growing = true;
        while (opening < waiting.size() && open < bounds.connections()) {
            connect(waiting.getFirst().context().unwrap());
        }
        growing = false;
    }

    private void connect(ContextInternal context) {
        open++;
        opening++;
        connector.connect(context).onComplete(connected -> {
            opening--;
            if (connected.succeeded()) {
                free(Connection.on((NetSocketInternal) connected.result(), this));
            } else {
                open--;
                refuse(connected.cause());
                grow();
            }
        });
    }

    private void give(Connection connection, Waiting to) {
        meter.served(to.measure());
        to.opened().complete(connection.lend(to.context()));
    }

    /** Whoever waits longest is told, since a connection was tried for each of them. */
    private void refuse(Throwable cause) {
        Waiting first = next();
        if (first != null) {
            meter.served(first.measure());
            first.opened().fail(cause);
        }
    }

    private @Nullable Waiting next() {
        Waiting first = waiting.poll();
        while (first != null && !isWanted(first)) {
            first = waiting.poll();
        }
        return first;
    }

    /** Whether it is still waited for; its wait is over if not. */
    private boolean isWanted(Waiting one) {
        boolean wanted = one.wanted().getAsBoolean();
        if (!wanted) {
            meter.served(one.measure());
        }
        return wanted;
    }

    private void sweep() {
        sweep = null;
        long now = timers.nanoTime();
        free.removeIf(connection -> {
            boolean old = connection.left(now) <= 0;
            if (old) {
                discard(connection);
            }
            return old;
        });
        free.stream()
                .mapToLong(connection -> connection.left(now))
                .min()
                .ifPresent(next -> sweep = timers.after(Duration.ofNanos(next), this::sweep));
    }
}
