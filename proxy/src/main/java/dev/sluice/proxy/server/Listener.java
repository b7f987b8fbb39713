package dev.sluice.proxy.server;

import dev.sluice.api.plugin.Timers;
import dev.sluice.proxy.config.ServerSettings;
import dev.sluice.proxy.config.TlsSettings;
import dev.sluice.proxy.transport.Chunks;
import dev.sluice.proxy.transport.Doors;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The data plane's listening socket, shared by a server on each event loop. */
public final class Listener {

    /** What a stream of HTTP/2 may have under way unread, in bytes: an upload whose provider does not read holds as much. */
    private static final int STREAM_WINDOW = 128 * 1024;

    private final Vertx vertx;
    private final Doors doors;
    private final DataPlane plane;
    private final String deployment;
    private final List<HttpServer> servers;
    private final int port;

    private Listener(Vertx vertx, Doors doors, DataPlane plane, String deployment, List<HttpServer> servers, int port) {
        this.vertx = vertx;
        this.doors = doors;
        this.plane = plane;
        this.deployment = deployment;
        this.servers = servers;
        this.port = port;
    }

    /**
     * Begins to listen.
     *
     * @param vertx its event loops take the connections
     * @param doors of its transport; new connections meet the guard there
     * @param loops how many of them
     * @param settings where, and what clients may do
     * @param plane handles the requests
     * @return once it listens; fails if it cannot
     */
    public static Future<Listener> open(Vertx vertx, Doors doors, int loops, ServerSettings settings, DataPlane plane) {
        int wanted = settings.listen().port();
        if (wanted != 0) {
            doors.put(wanted, plane.guard()); // Before anybody can come.
        }
        AtomicInteger port = new AtomicInteger();
        List<HttpServer> servers = new CopyOnWriteArrayList<>();
        DeploymentOptions many = new DeploymentOptions().setInstances(loops);
        return vertx.deployVerticle(() -> new Loop(options(settings), plane, servers, port), many)
                .map(id -> {
                    doors.put(port.get(), plane.guard());
                    return new Listener(vertx, doors, plane, id, servers, port.get());
                })
                .onFailure(refused -> doors.remove(wanted));
    }

    /**
     * The port.
     *
     * @return as configured, or the one that was free if that is 0
     */
    public int port() {
        return port;
    }

    /**
     * Stops to listen, and lets calls that are under way end. Sessions, which know of no end, are told shortly before time is up.
     *
     * @param patience how long they may take
     * @return done when all have ended, or have been cut off
     */
    public Future<Void> drain(Duration patience) {
        Timers.Timer notice = plane.timers()
                .after(Sessions.before(patience), () -> plane.sessions().leave());
        return Future.join(servers.stream()
                        .map(server -> server.shutdown(patience))
                        .toList())
                .onComplete(drained -> notice.cancel())
                .mapEmpty();
    }

    /**
     * Stops to listen and closes all connections.
     *
     * @return done when all are closed
     */
    public Future<Void> close() {
        return vertx.undeploy(deployment).onComplete(closed -> doors.remove(port));
    }

    private static HttpServerOptions options(ServerSettings settings) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(settings.listen().host())
                .setPort(settings.listen().port())
                .setTcpNoDelay(true)
                .setAcceptBacklog(4096)
                .setMaxHeaderSize((int) settings.maxHeader().bytes())
                .setMaxInitialLineLength((int) settings.maxRequestLine().bytes())
                .setInitialSettings(http2(settings))
                .setMaxChunkSize(64 * 1024)
                .setMaxWebSocketFrameSize(16 << 20)
                .setPerFrameWebSocketCompressionSupported(false) // Frames are relayed as they are, and a handler in the
                .setPerMessageWebSocketCompressionSupported(false) // pipeline costs every request.
                .setHandle100ContinueAutomatically(false)
                .setStrictThreadMode(true);
        TlsSettings tls = settings.tls();
        return tls == null ? options : secure(options, tls);
    }

    /** Larger lists of fields are refused on their stream; only those that are larger by a quarter end the connection. */
    private static Http2Settings http2(ServerSettings settings) {
        return new HttpServerOptions()
                .getInitialSettings()
                .setInitialWindowSize(STREAM_WINDOW)
                .setMaxHeaderListSize(settings.maxHeader().bytes());
    }

    private static HttpServerOptions secure(HttpServerOptions options, TlsSettings tls) {
        options.setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addCertPath(tls.certificate().toString())
                        .addKeyPath(tls.key().toString()));
        if (tls.clientCa() != null) {
            boolean required = tls.clientAuth() == TlsSettings.ClientAuth.REQUIRED;
            options.setClientAuth(required ? ClientAuth.REQUIRED : ClientAuth.REQUEST)
                    .setTrustOptions(
                            new PemTrustOptions().addCertPath(tls.clientCa().toString()));
        }
        return options;
    }

    /** The server of one event loop. */
    private static final class Loop extends AbstractVerticle {

        private final HttpServerOptions options;
        private final DataPlane plane;
        private final List<HttpServer> servers;
        private final AtomicInteger port;

        Loop(HttpServerOptions options, DataPlane plane, List<HttpServer> servers, AtomicInteger port) {
            this.options = options;
            this.plane = plane;
            this.servers = servers;
            this.port = port;
        }

        @Override
        public void start(Promise<Void> started) {
            HttpServer server = vertx.createHttpServer(options)
                    .connectionHandler(connection -> {
                        Chunks.joinIn(connection);
                        BrokenBodies.joinIn(connection);
                        plane.guard().opened(connection);
                    })
                    .invalidRequestHandler(plane.invalid())
                    .requestHandler(plane);
            servers.add(server);
            server.listen()
                    .onSuccess(listening -> port.set(listening.actualPort()))
                    .<Void>mapEmpty()
                    .onComplete(started);
        }
    }
}
