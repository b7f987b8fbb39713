package dev.sluice.proxy.server;

import static dev.sluice.proxy.testing.ProxyHarness.post;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.testing.FakeProvider;
import dev.sluice.proxy.testing.Message;
import dev.sluice.proxy.testing.ProxyHarness;
import io.netty.handler.codec.http2.Http2Error;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.util.Optional;
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

    private static final byte SETTINGS = 4;
    private static final byte WINDOW_UPDATE = 8;

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
        return ProxyHarness.of(ProxyHarness.yaml(port, "", "http2: true"));
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
    void isToldToHaveClosedWhereItDoesSoAtOnce() throws Exception {
        FakeProvider.Script script = (wire, connection) -> wire.until("SM\r\n\r\n");
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy = ProxyHarness.before(provider, "", "http2: true")) {
            Message reply = proxy.call(CALL);

            assertThat(reply.status()).isEqualTo(502);
            assertThat(reply.body()).contains("upstream_closed");
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

    /** All calls to it share its connection: whoever does not read what has come for him must not take the room of all. */
    @Test
    void mayFillAllStreamsOfAConnectionAndHoldUpNone() throws Exception {
        Promise<Long> stream = Promise.promise();
        Promise<Long> connection = Promise.promise();
        FakeProvider.Script script = (wire, number) -> {
            wire.until("SM\r\n\r\n");
            wire.send(new byte[] {0, 0, 0, SETTINGS, 0, 0, 0, 0, 0});
            while (!connection.future().isComplete()) {
                ByteBuffer head = ByteBuffer.wrap(wire.bytes(9).getBytes(ISO_8859_1));
                int length = head.getInt() >>> 8;
                ByteBuffer payload = ByteBuffer.wrap(wire.bytes(length).getBytes(ISO_8859_1));
                byte type = head.get(3);
                if (type == SETTINGS) {
                    window(payload).ifPresent(stream::tryComplete);
                } else if (type == WINDOW_UPDATE) {
                    connection.complete(65_535L + payload.getInt());
                }
            }
        };
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy = ProxyHarness.before(provider, "", "http2: true")) {
            proxy.call(CALL);

            long each = stream.future().await(10, TimeUnit.SECONDS);
            assertThat(each).isBetween(65_535L, 128L * 1024);
            assertThat(connection.future().await(10, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(256 * each);
        }
    }

    /** The setting INITIAL_WINDOW_SIZE (RFC 9113, section 6.5.2), if it is among these. */
    private static Optional<Long> window(ByteBuffer settings) {
        while (settings.hasRemaining()) {
            short id = settings.getShort();
            long value = settings.getInt();
            if (id == 4) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
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
