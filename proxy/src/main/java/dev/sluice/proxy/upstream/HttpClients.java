package dev.sluice.proxy.upstream;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A provider's connections: a pool for each event loop, so that a call's two connections live on one thread. */
final class HttpClients {

    private static final Logger LOG = LoggerFactory.getLogger(HttpClients.class);

    private final Vertx vertx;
    private final HttpClientOptions options;
    private final WebSocketClientOptions sockets;
    private final PoolOptions pool;
    private final Map<Thread, PerLoop> loops = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * One loop's pool.
     *
     * @param client bound to the loop
     * @param fresh connections that no request has used yet
     * @param sockets opens WebSockets, which are not pooled
     */
    private record PerLoop(HttpClientAgent client, Set<HttpConnection> fresh, WebSocketClient sockets) {}

    HttpClients(Vertx vertx, HttpClientOptions options, WebSocketClientOptions sockets, PoolOptions pool) {
        this.vertx = vertx;
        this.options = options;
        this.sockets = sockets;
        this.pool = pool;
    }

    /** The pool of the event loop that this is called on. */
    HttpClientAgent get() {
        return loop().client();
    }

    /** What opens WebSockets on the event loop that this is called on. */
    WebSocketClient sockets() {
        return loop().sockets();
    }

    /** Whether a connection had carried a request before the one that asks. Answers once for each new connection. */
    boolean wasPooled(HttpConnection connection) {
        return !loop().fresh().contains(connection);
    }

    /** Notes that a reply has come over a connection: from now on it is an old one. */
    void used(HttpConnection connection) {
        loop().fresh().remove(connection);
    }

    Future<Void> close() {
        closed = true;
        Collection<PerLoop> all = loops.values();
        return Future.join(all.stream()
                        .flatMap(loop ->
                                Stream.of(loop.client().close(), loop.sockets().close()))
                        .toList())
                .mapEmpty();
    }

    private PerLoop loop() {
        PerLoop loop = loops.get(Thread.currentThread());
        return loop != null ? loop : loops.computeIfAbsent(Thread.currentThread(), thread -> open());
    }

    private PerLoop open() {
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
        return new PerLoop(client, fresh, vertx.createWebSocketClient(sockets));
    }
}
