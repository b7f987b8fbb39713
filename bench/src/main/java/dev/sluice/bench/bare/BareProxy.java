package dev.sluice.bench.bare;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;

/**
 * The least that a proxy for models does on Vert.x, written plainly: it buffers the body, scans it for {@code model} and
 * {@code stream}, and pipes the reply. No config, no filters, no metrics, no log.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails here closes its channel, and that is heard of
public final class BareProxy extends VerticleBase {

    private static final int POOL = 8192;
    private static final JsonFactory JSON = new JsonFactory();

    private final int port;
    private final int upstreamPort;

    private BareProxy(int port, int upstreamPort) {
        this.port = port;
        this.upstreamPort = upstreamPort;
    }

    /** What a router would have to know of a body. */
    record Routing(String model, boolean stream) {}

    public static void main(String[] args) {
        Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1))
                .deployVerticle(new BareProxy(Integer.parseInt(args[0]), Integer.parseInt(args[1])))
                .await();
    }

    @Override
    public Future<?> start() {
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setDefaultHost("127.0.0.1")
                        .setDefaultPort(upstreamPort)
                        .setTcpNoDelay(true),
                new PoolOptions().setHttp1MaxSize(POOL));
        return vertx.createHttpServer(new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setAcceptBacklog(4096))
                .requestHandler(request -> request.body()
                        .compose(body -> forward(client, request, body))
                        .onFailure(failure -> refuse(request.response())))
                .listen();
    }

    private static Future<Void> forward(HttpClient client, HttpServerRequest from, Buffer body) {
        Routing routing = scan(body);
        RequestOptions to = new RequestOptions().setMethod(from.method()).setURI(from.uri());
        return client.request(to).compose(request -> {
            from.headers().forEach((name, value) -> carry(request, name, value));
            request.putHeader("x-bench-model", routing.model());
            from.response().exceptionHandler(gone -> request.reset());
            return request.send(body).compose(reply -> pipe(reply, from.response()));
        });
    }

    private static void carry(HttpClientRequest request, String name, String value) {
        if (!name.equalsIgnoreCase("host") && !name.equalsIgnoreCase("connection")) {
            request.putHeader(name, value);
        }
    }

    private static Future<Void> pipe(HttpClientResponse reply, HttpServerResponse response) {
        response.setStatusCode(reply.statusCode());
        response.headers().addAll(reply.headers());
        return reply.pipeTo(response);
    }

    private static void refuse(HttpServerResponse response) {
        if (!response.ended() && !response.headWritten()) {
            response.setStatusCode(502).end();
        } else {
            response.reset();
        }
    }

    private static Routing scan(Buffer body) {
        String model = "";
        boolean stream = false;
        try (JsonParser parser = JSON.createParser(body.getBytes())) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (field) {
                    case "model" -> model = parser.getText();
                    case "stream" -> stream = value == JsonToken.VALUE_TRUE;
                    default -> parser.skipChildren();
                }
            }
        } catch (IOException notJson) {
            return new Routing("", false);
        }
        return new Routing(model, stream);
    }
}
