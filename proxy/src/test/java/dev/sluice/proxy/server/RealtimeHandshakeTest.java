package dev.sluice.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.testing.FakeProvider;
import dev.sluice.proxy.testing.Message;
import dev.sluice.proxy.testing.ProxyHarness;
import dev.sluice.proxy.testing.Wire;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a session is asked for, and what is answered to it. */
class RealtimeHandshakeTest {

    private static final String PATH = "/v1/realtime?model=fast";
    private static final String KEY = "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==";

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void closeVertx() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    /** A provider that speaks one subprotocol. */
    private int speaking(String subprotocol) throws Exception {
        HttpServerOptions options = new HttpServerOptions().setPort(0).setHost("127.0.0.1");
        HttpServer server = vertx.createHttpServer(options.setWebSocketSubProtocols(List.of(subprotocol)))
                .webSocketHandler(socket -> {});
        return server.listen().await(10, TimeUnit.SECONDS).actualPort();
    }

    private static String handshake(String... more) {
        String[] fields = new String[more.length + 4];
        fields[0] = "upgrade: websocket";
        fields[1] = "connection: upgrade";
        fields[2] = "sec-websocket-version: 13";
        fields[3] = KEY;
        System.arraycopy(more, 0, fields, 4, more.length);
        return ProxyHarness.get(PATH, fields);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    connection: upgrade                      | 400
                    sec-websocket-version: 13                | 426
                    sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ== | 400
                    """, delimiter = '|')
    void whatLacksAFieldIsRefusedBeforeAnyProviderIsAsked(String field, int status) throws Exception {
        try (FakeProvider provider = FakeProvider.answering("");
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            String request = handshake().replace(field + "\r\n", "");

            Message reply = proxy.call(request);

            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.body()).contains("\"code\":\"invalid_handshake\"").contains("\"type\"");
            assertThat(provider.connections()).isZero();
            proxy.awaitQuiet();
            assertThat(proxy.meter().ended()).singleElement().satisfies(end -> {
                assertThat(end.status()).isEqualTo(status);
                assertThat(end.error()).isEqualTo("invalid_handshake");
            });
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    sec-websocket-version: 13                   | sec-websocket-version: 8      | 426
                    sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ== | sec-websocket-key: tooshort   | 400
                    sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ== | sec-websocket-key: ?          | 400
                    connection: upgrade                         | connection: keep-alive        | 400
                    GET /v1/realtime?model=fast                 | GET /v1/realtime?model=a^b    | 400
                    """, delimiter = '|', maxCharsPerColumn = 100)
    void whatIsNoHandshakeIsRefusedBeforeAnyProviderIsAsked(String right, String wrong, int status) throws Exception {
        try (FakeProvider provider = FakeProvider.answering("");
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            String request = handshake().replace(right, wrong);

            Message reply = proxy.call(request);

            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.body()).contains("\"code\":\"invalid_handshake\"");
            assertThat(provider.connections()).isZero();
        }
    }

    @Test
    void whoSpeaksAnotherVersionIsToldWhichIsSpokenHere() throws Exception {
        try (FakeProvider provider = FakeProvider.answering("");
                ProxyHarness proxy = ProxyHarness.before(provider)) {

            Message reply = proxy.call(handshake().replace("version: 13", "version: 8"));

            assertThat(reply.field("sec-websocket-version")).isEqualTo("13");
            assertThat(reply.field("upgrade")).isEqualTo("websocket");
        }
    }

    @Test
    void theClientIsToldWhichSubprotocolTheProviderChose() throws Exception {
        try (ProxyHarness proxy = ProxyHarness.of(ProxyHarness.yaml(speaking("openai-beta.realtime-v1"), "", ""));
                Wire client = proxy.connect()) {
            client.send(
                    handshake("sec-websocket-protocol: realtime, openai-insecure-api-key.K, openai-beta.realtime-v1"));

            String head = client.head();

            assertThat(head).containsIgnoringCase("\r\nsec-websocket-protocol: openai-beta.realtime-v1\r\n");
        }
    }

    @Test
    void aKeyIsNeverChosen() throws Exception {
        try (ProxyHarness proxy = ProxyHarness.of(ProxyHarness.yaml(speaking("realtime"), "", ""));
                Wire client = proxy.connect()) {
            client.send(handshake("sec-websocket-protocol: openai-insecure-api-key.K, realtime"));

            String head = client.head();

            assertThat(head)
                    .containsIgnoringCase("\r\nsec-websocket-protocol: realtime\r\n")
                    .doesNotContain("insecure");
        }
    }

    /** It gets the key, being the one that it is meant for, and takes it for a subprotocol. */
    @Test
    void aKeyThatTheProviderChoseIsNotTold() throws Exception {
        String config = ProxyHarness.yaml(speaking("openai-insecure-api-key.K"), "", "")
                .replace("api-key: own-key", "credentials: client");
        try (ProxyHarness proxy = ProxyHarness.of(config);
                Wire client = proxy.connect()) {
            client.send(handshake("sec-websocket-protocol: openai-insecure-api-key.K, realtime"));

            String head = client.head();

            assertThat(head).startsWith("HTTP/1.1 101").doesNotContain("insecure");
        }
    }

    @Test
    void whoOffersNothingButAKeyIsToldOfNoSubprotocol() throws Exception {
        try (ProxyHarness proxy = ProxyHarness.of(ProxyHarness.yaml(speaking("realtime"), "", ""));
                Wire client = proxy.connect()) {
            client.send(handshake("sec-websocket-protocol: openai-insecure-api-key.K"));

            String head = client.head();

            assertThat(head).startsWith("HTTP/1.1 101").doesNotContainIgnoringCase("sec-websocket-protocol");
        }
    }
}
