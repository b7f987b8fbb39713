package dev.sluice.proxy.exchange.vertx;

import dev.sluice.proxy.exchange.Exchange;
import dev.sluice.proxy.exchange.Exchanges;
import dev.sluice.proxy.io.PerLoop;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Exchanges by Vert.x's client: a pool for each event loop, so that a call's two connections live on one thread. */
public final class VertxExchanges implements Exchanges {

    private static final Logger LOG = LoggerFactory.getLogger(VertxExchanges.class);

    private final Vertx vertx;
    private final HttpClientOptions options;
    private final PoolOptions pool;
    private final RequestOptions place;
    private final String prefix;
    private final PerLoop<Connecting> loops = new PerLoop<>(this::connecting);
    private volatile boolean closed;

    /**
     * One loop's pool.
     *
     * @param client bound to the loop
     * @param fresh connections that no reply has come over yet
     */
    private record Connecting(HttpClientAgent client, Set<HttpConnection> fresh) {}

    /**
     * Prepares; nothing is connected yet.
     *
     * @param vertx opens connections, on its event loops
     * @param place host, port, and whether TLS is spoken
     * @param prefix of what requests ask for: {@code http://host} where a proxy is asked that has to know it; else empty
     * @param options of connections
     * @param pool of each event loop
     */
    public VertxExchanges(
            Vertx vertx, RequestOptions place, String prefix, HttpClientOptions options, PoolOptions pool) {
        this.vertx = vertx;
        this.place = place;
        this.prefix = prefix;
        this.options = options;
        this.pool = pool;
    }

    @Override
    public Future<Exchange> open(BooleanSupplier wanted) {
        Connecting own = loops.own();
        RequestOptions unnamed =
                new RequestOptions(place).setMethod(HttpMethod.GET).setURI("/");
        return own.client().request(unnamed).map(request -> new VertxExchange(request, prefix, own.fresh()));
    }

    @Override
    public Future<Void> close() {
        closed = true;
        return Future.join(
                        loops.all().stream().map(loop -> loop.client().close()).toList())
                .mapEmpty();
    }

    private Connecting connecting() {
        if (closed) {
            throw new IllegalStateException("the provider is closed");
        }
        Set<HttpConnection> fresh = Collections.newSetFromMap(new WeakHashMap<>());
        HttpClientAgent client = vertx.httpClientBuilder()
                .with(options)
                .with(pool)
                .withConnectHandler(connection -> {
                    connection.exceptionHandler(broken -> LOG.debug("connection to a provider broke", broken));
                    fresh.add(connection);
                })
                .build();
        return new Connecting(client, fresh);
    }
}
