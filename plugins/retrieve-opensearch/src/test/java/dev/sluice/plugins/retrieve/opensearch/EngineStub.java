package dev.sluice.plugins.retrieve.opensearch;

import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Answers each path with what a test has it answer, and remembers what it was asked. */
final class EngineStub implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final List<String> heads = Collections.synchronizedList(new ArrayList<>());
    private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());

    /** Paths without their query; what is not there is a 404. */
    EngineStub(Map<String, String> answers) throws TimeoutException {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    heads.add(request.method() + " " + request.uri() + " " + request.getHeader("authorization"));
                    bodies.add(body.toString());
                    String answer = answers.get(request.path());
                    request.response()
                            .setStatusCode(answer == null ? 404 : 200)
                            .end(answer == null ? "{\"error\":{\"type\":\"index_not_found_exception\"}}" : answer);
                }))
                .listen(0, "127.0.0.1")
                .await(5, TimeUnit.SECONDS);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    FakePluginContext context() {
        return new FakePluginContext(new VirtualTime()).withHttp(vertx::createHttpClient);
    }

    List<String> heads() {
        return heads;
    }

    /** A line of a body that has several. */
    JsonObject line(int request, int line) {
        return new JsonObject(bodies.get(request).lines().toList().get(line));
    }

    @Override
    public void close() {
        vertx.close();
    }
}
