package dev.sluice.plugins.classify.http;

import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A server on a real socket that answers everything with the same document, and remembers what it was asked. */
final class FixedServer implements AutoCloseable {

    final List<JsonObject> asked = Collections.synchronizedList(new ArrayList<>());
    final List<String> keys = Collections.synchronizedList(new ArrayList<>());
    final List<String> paths = Collections.synchronizedList(new ArrayList<>());
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;

    /** Answers with a status and a body; with nothing at all if there is no body. */
    FixedServer(int status, @Nullable String body) throws TimeoutException {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(question -> {
                    asked.add(question.toJsonObject());
                    keys.add(String.valueOf(request.getHeader("authorization")));
                    paths.add(request.method() + " " + request.path());
                    if (body != null) {
                        request.response().setStatusCode(status).end(body);
                    }
                }))
                .listen(0, "127.0.0.1")
                .await(5, TimeUnit.SECONDS);
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.actualPort() + path);
    }

    FakePluginContext context() {
        return new FakePluginContext(new VirtualTime()).withHttp(vertx::createHttpClient);
    }

    @Override
    public void close() throws TimeoutException {
        vertx.close().await(5, TimeUnit.SECONDS);
    }
}
