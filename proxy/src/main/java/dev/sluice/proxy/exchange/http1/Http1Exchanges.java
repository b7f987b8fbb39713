package dev.sluice.proxy.exchange.http1;

import dev.sluice.api.plugin.Timers;
import dev.sluice.proxy.exchange.Exchange;
import dev.sluice.proxy.exchange.Exchanges;
import dev.sluice.proxy.io.PerLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.net.NetClientInternal;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Exchanges of HTTP/1.1 straight with one provider. */
public final class Http1Exchanges implements Exchanges {

    private final VertxInternal vertx;
    private final Place place;
    private final NetClientInternal sockets;
    private final PoolMeter meter;
    private final PerLoop<Pool> pools;
    private volatile boolean closed;

    /**
     * Where a provider is.
     *
     * @param host name or address
     * @param port of TCP
     * @param ssl whether TLS is spoken
     */
    public record Place(String host, int port, boolean ssl) {}

    /**
     * Prepares; nothing is connected yet.
     *
     * @param vertx opens connections, on its event loops
     * @param place where to
     * @param options of sockets and of TLS, the check of the host's name included
     * @param bounds of each event loop
     * @param timers time
     */
    public Http1Exchanges(Vertx vertx, Place place, NetClientOptions options, Bounds bounds, Timers timers) {
        this.vertx = (VertxInternal) vertx;
        this.place = place;
        this.sockets = (NetClientInternal) vertx.createNetClient(options);
        this.meter = new PoolMeter(this.vertx.metrics(), place.host() + ":" + place.port(), bounds.connections());
        this.pools = new PerLoop<>(() -> new Pool(this::connect, bounds, timers, meter));
    }

    /**
     * What holds for each event loop.
     *
     * @param connections most that are open at once
     * @param waiting most calls that wait for one beyond those that one is being opened for
     * @param kept for how long a connection is kept that nobody uses
     */
    public record Bounds(int connections, int waiting, Duration kept) {}

    @Override
    public Future<Exchange> open(BooleanSupplier wanted) {
        ContextInternal context = vertx.getOrCreateContext();
        return pools.own().open(context, wanted);
    }

    @Override
    public Future<Void> close() {
        closed = true;
        return sockets.close();
    }

    private Future<NetSocket> connect(ContextInternal on) {
        if (closed) {
            return Future.failedFuture(new IllegalStateException("the provider is closed"));
        }
        Promise<NetSocket> connected = on.promise();
        ConnectOptions options =
                new ConnectOptions().setHost(place.host()).setPort(place.port()).setSsl(place.ssl());
        sockets.connectInternal(options, connected, on);
        return connected.future();
    }
}
