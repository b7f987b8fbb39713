package dev.sluice.proxy.admin;

import dev.sluice.proxy.config.AdminSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.concurrent.TimeUnit;

/** The admin listener. */
public final class AdminServer {

    private static final int IDLE_SECONDS = 60;

    private final HttpServer server;

    private AdminServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Begins to listen.
     *
     * @param vertx on one of whose loops it runs
     * @param settings where, and who may ask
     * @param api what it shows and does
     * @param mounts what plugins add
     * @return the listener; an {@link IllegalStateException} if it would be open to everybody
     */
    public static Future<AdminServer> start(Vertx vertx, AdminSettings settings, AdminApi api, Mounts mounts) {
        AdminGuard guard;
        try {
            guard = AdminGuard.of(settings);
        } catch (IllegalStateException e) {
            return Future.failedFuture(e);
        }
        Router router = new AdminRoutes(vertx, api, mounts).router(guard);
        HttpServerOptions options = new HttpServerOptions()
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setCompressionSupported(true);
        return vertx.createHttpServer(options)
                .requestHandler(router)
                .listen(settings.listen().port(), settings.listen().host())
                .map(AdminServer::new);
    }

    /**
     * Where it listens.
     *
     * @return the port, chosen by the system if the settings say 0
     */
    public int port() {
        return server.actualPort();
    }

    /**
     * Stops listening.
     *
     * @return done once its connections are closed
     */
    public Future<Void> close() {
        return server.close();
    }
}
