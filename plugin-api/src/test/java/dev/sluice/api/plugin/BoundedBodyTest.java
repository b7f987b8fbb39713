package dev.sluice.api.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BoundedBodyTest {

    private static final int SIZE = 100_000; // Comes in several chunks.

    private final Vertx vertx = Vertx.vertx();
    private HttpServer server;
    private HttpClient client;

    @BeforeEach
    void serve() throws TimeoutException {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.response().end(Buffer.buffer(new byte[SIZE])))
                .listen(0, "127.0.0.1")
                .await(5, TimeUnit.SECONDS);
        client = vertx.createHttpClient();
    }

    @AfterEach
    void close() throws TimeoutException {
        vertx.close().await(5, TimeUnit.SECONDS);
    }

    @Test
    void readsABodyOfAllThatItMayHave() throws TimeoutException {
        assertThat(body(SIZE).await(5, TimeUnit.SECONDS).length()).isEqualTo(SIZE);
    }

    @Test
    void givesUpALongerOneAndSaysWhy() {
        assertThatThrownBy(() -> body(SIZE - 1).await(5, TimeUnit.SECONDS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Expected less");
    }

    private Future<Buffer> body(long max) {
        return client.request(HttpMethod.GET, server.actualPort(), "127.0.0.1", "/")
                .compose(HttpClientRequest::send)
                .compose(response -> BoundedBody.of(response, max, "Expected less"));
    }
}
