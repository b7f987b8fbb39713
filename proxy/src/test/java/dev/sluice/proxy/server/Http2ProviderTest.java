package dev.sluice.proxy.server;

import static dev.sluice.proxy.testing.ProxyHarness.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.proxy.testing.FakeProvider;
import dev.sluice.proxy.testing.Http2Wire;
import dev.sluice.proxy.testing.Message;
import dev.sluice.proxy.testing.ProxyHarness;
import io.netty.handler.codec.http2.Http2Error;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A provider that is asked over HTTP/2, and what may go wrong with a stream of it. */
class Http2ProviderTest {

    private static final String CALL = post("/v1/chat/completions", "{\"model\":\"m\"}");

    private static final int DEAF = 40;
    private static final int PIECES = 64;
    private static final Buffer PIECE = Buffer.buffer("x".repeat(16_384));

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private ProxyHarness before(Handler<HttpServerRequest> provider) throws Exception {
        int port = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    asked.incrementAndGet();
                    provider.handle(request);
                }))
                .listen(0, "127.0.0.1")
                .await(10, TimeUnit.SECONDS)
                .actualPort();
        String settings = "http2: true, max-connections: 1, timeouts: {idle: 2s}";
        return ProxyHarness.of(ProxyHarness.yaml(port, "", settings));
    }

    /** Many servers know no other way to speak it without TLS. */
    @Test
    void isSpokenToInHttp2FromTheFirstByte() throws Exception {
        FakeProvider.Script script = (wire, connection) -> {
            wire.until("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
            wire.send("HTTP/1.1 505 HTTP Version Not Supported\r\ncontent-length: 0\r\n\r\n");
            wire.awaitClosed();
        };
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy = ProxyHarness.before(provider, "", "http2: true")) {
            proxy.expectFault("not SETTINGS"); // So the operator is told, too.

            Message reply = proxy.call(CALL);

            assertThat(reply.status()).isEqualTo(502);
            assertThat(reply.body()).contains("upstream_invalid_response", "is not HTTP/2", "setting http2");
        }
    }

    @Test
    void isAskedAgainWhereItHasRefusedTheStream() throws Exception {
        try (ProxyHarness proxy = before(request -> {
            if (asked.get() == 1) {
                request.response().reset(Http2Error.REFUSED_STREAM.code());
            } else {
                request.response().putHeader("content-type", "application/json").end("{\"a\":1}");
            }
        })) {
            Message reply = proxy.call(CALL);

            assertThat(reply.body()).isEqualTo("{\"a\":1}");
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void isNotAskedForEver() throws Exception {
        try (ProxyHarness proxy = before(request -> request.response().reset(Http2Error.REFUSED_STREAM.code()))) {
            Message reply = proxy.call(CALL);

            assertThat(reply.status()).isEqualTo(502);
            assertThat(reply.body()).contains("upstream_closed");
            assertThat(asked).hasValueLessThan(10);
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"REFUSED_STREAM"})
    void isToldToHaveBrokenOffWhereItResetsTheStream(Http2Error code) throws Exception {
        try (ProxyHarness proxy = before(request -> request.response().reset(code.code()))) {
            Message reply = proxy.call(CALL);

            assertThat(reply.status()).isEqualTo(502);
            assertThat(reply.body()).contains("upstream_closed", "broke off");
            assertThat(asked).hasValue(1);
        }
    }

    /** All calls to it share its connection, which takes no more than what is read of it gives back. */
    @Test
    void answersOthersWhileManyDoNotReadWhatTheyAskedFor() throws Exception {
        try (ProxyHarness proxy = before(request -> {
                    if (request.method().equals(HttpMethod.GET)) {
                        request.response().exceptionHandler(left -> {});
                        send(request.response().setChunked(true), PIECES);
                    } else {
                        request.response()
                                .putHeader("content-type", "application/json")
                                .end("{\"a\":1}");
                    }
                });
                Http2Wire deaf = Http2Wire.to(proxy.port())) {
            for (int stream = 1; stream < 2 * DEAF; stream += 2) {
                deaf.get(stream, "/v1/files/f_1/content");
            }
            await().untilAsserted(() -> assertThat(asked).hasValue(DEAF));

            Message reply = proxy.call(CALL);

            assertThat(reply.body()).isEqualTo("{\"a\":1}");
        }
    }

    /** As fast as it is read. */
    private static void send(HttpServerResponse response, int pieces) {
        int left = pieces;
        while (left > 0 && !response.writeQueueFull()) {
            response.write(PIECE);
            left--;
        }
        int rest = left;
        response.drainHandler(drained -> send(response, rest));
    }

    /** More than that would end the connection, with the calls of others on it. */
    @Test
    void mayHaveAsLargeAHeadAsOverHttp1() throws Exception {
        try (ProxyHarness proxy = before(request -> request.response()
                .putHeader("content-type", "application/json")
                .putHeader("x-policy", "y".repeat(50_000))
                .end("{}"))) {
            Message reply = proxy.call(CALL);

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.field("x-policy")).hasSize(50_000);
        }
    }
}
