package dev.sluice.proxy.server;

import static dev.sluice.proxy.testing.FakeProvider.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sluice.api.CallError;
import dev.sluice.api.Outcome;
import dev.sluice.api.Usage;
import dev.sluice.proxy.testing.FakeProvider;
import dev.sluice.proxy.testing.ProxyHarness;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebSocketFrame;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sessions over a WebSocket: relayed both ways once the chain has let the call through. */
class RealtimeTest {

    /** As OpenAI documents it for {@code gpt-realtime}. */
    private static final String DONE =
            "{\"event_id\":\"e\",\"type\":\"response.done\",\"response\":{\"id\":\"r\",\"usage\":{"
                    + "\"total_tokens\":253,\"input_tokens\":132,\"output_tokens\":121,"
                    + "\"input_token_details\":{\"text_tokens\":119,\"audio_tokens\":13,\"cached_tokens\":64},"
                    + "\"output_token_details\":{\"text_tokens\":30,\"audio_tokens\":91}}}}";

    private final Vertx vertx = Vertx.vertx();
    private final WebSocketClient clients = vertx.createWebSocketClient();
    private final BlockingQueue<ServerWebSocket> sessions = new LinkedBlockingQueue<>();

    @AfterEach
    void closeVertx() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private int echo() throws Exception {
        HttpServerOptions options = new HttpServerOptions().setPort(0).setHost("127.0.0.1");
        options.setWebSocketSubProtocols(List.of("realtime"));
        HttpServer server = vertx.createHttpServer(options).webSocketHandler(socket -> {
            socket.frameHandler(frame -> {
                if (frame.isText() || frame.isBinary() || frame.isContinuation()) {
                    socket.writeFrame(frame);
                }
            });
            sessions.add(socket);
        });
        return server.listen().await(10, TimeUnit.SECONDS).actualPort();
    }

    private Future<WebSocket> connect(ProxyHarness proxy, String model) {
        return clients.connect(new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(proxy.port())
                .setURI("/v1/realtime?model=" + model)
                .addHeader("authorization", "Bearer client")
                .addSubProtocol("realtime"));
    }

    /** A server that lists the origins it allows would refuse one that we made up. */
    @Test
    void noOriginIsMadeUpForAClientWithoutOne() throws Exception {
        try (ProxyHarness proxy = ProxyHarness.of(ProxyHarness.yaml(echo(), "", ""))) {
            WebSocketConnectOptions options = new WebSocketConnectOptions()
                    .setHost("127.0.0.1")
                    .setPort(proxy.port())
                    .setURI("/v1/realtime?model=fast")
                    .setAllowOriginHeader(false);

            WebSocket client = clients.connect(options).await(10, TimeUnit.SECONDS);

            assertThat(Objects.requireNonNull(sessions.poll(10, TimeUnit.SECONDS))
                            .headers()
                            .contains("origin"))
                    .isFalse();
            client.close().await(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void theClientsKeyAmongTheSubprotocolsStaysHere() throws Exception {
        try (ProxyHarness proxy = ProxyHarness.of(ProxyHarness.yaml(echo(), "", ""))) {
            WebSocketConnectOptions options = new WebSocketConnectOptions()
                    .setHost("127.0.0.1")
                    .setPort(proxy.port())
                    .setURI("/v1/realtime?model=fast")
                    .addSubProtocol("realtime")
                    .addSubProtocol("openai-insecure-api-key.secret-of-the-client");

            WebSocket client = clients.connect(options).await(10, TimeUnit.SECONDS);

            ServerWebSocket session = sessions.poll(5, TimeUnit.SECONDS);
            assertThat(session.headers().getAll("sec-websocket-protocol")).containsExactly("realtime");
            client.close();
            proxy.awaitQuiet();
        }
    }

    @Test
    void framesGoBothWaysAndTheCloseCodeIsCarried() throws Exception {
        try (ProxyHarness proxy = ProxyHarness.of(ProxyHarness.yaml(echo(), "", ""))) {
            BlockingQueue<String> heard = new LinkedBlockingQueue<>();
            CountDownLatch closed = new CountDownLatch(1);
            WebSocket client = connect(proxy, "fast").await(10, TimeUnit.SECONDS);
            client.textMessageHandler(heard::add);
            client.closeHandler(ended -> closed.countDown());
            ServerWebSocket session = sessions.poll(5, TimeUnit.SECONDS);

            client.writeTextMessage("{\"type\":\"session.update\"}");

            assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("{\"type\":\"session.update\"}");
            assertThat(session.uri()).isEqualTo("/v1/realtime?model=gpt-5-mini");
            assertThat(session.headers().get("authorization")).isEqualTo("Bearer own-key");
            assertThat(client.subProtocol()).isEqualTo("realtime");
            assertThat(client.headers().get("x-sluice-target")).isEqualTo("openai/gpt-5-mini");
            assertThat(client.headers().get("x-sluice-call-id")).isNotEmpty();
            session.close((short) 4001, "session expired");
            assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(client.closeStatusCode()).isEqualTo((short) 4001);
            assertThat(client.closeReason()).isEqualTo("session expired");
            proxy.awaitQuiet();
            assertThat(proxy.meter().ended().getFirst().status()).isEqualTo(101);
        }
    }

    @Test
    void azureFindsTheDeploymentInTheQuery() throws Exception {
        String config =
                "version: 1\nserver: {listen: '127.0.0.1:0'}\nproviders:\n  azure: {preset: azure-openai, base-url: 'http://127.0.0.1:"
                        + echo() + "', api-key: own-key, query: {api-version: 2025-04-01-preview}}\n";
        try (ProxyHarness proxy = ProxyHarness.of(config)) {

            connect(proxy, "azure/my-voice").await(10, TimeUnit.SECONDS);

            ServerWebSocket session = sessions.poll(5, TimeUnit.SECONDS);
            assertThat(session.uri()).isEqualTo("/openai/realtime?deployment=my-voice&api-version=2025-04-01-preview");
            assertThat(session.headers().get("api-key")).isEqualTo("own-key");
            session.close((short) 1000);
        }
    }

    @Test
    void clientThatClosesEndsTheSession() throws Exception {
        try (ProxyHarness proxy = ProxyHarness.of(ProxyHarness.yaml(echo(), "", ""))) {
            WebSocket client = connect(proxy, "m").await(10, TimeUnit.SECONDS);
            ServerWebSocket session = sessions.poll(5, TimeUnit.SECONDS);
            CountDownLatch closed = new CountDownLatch(1);
            session.closeHandler(ended -> closed.countDown());

            client.close((short) 1000, "bye");

            assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(session.closeStatusCode()).isEqualTo((short) 1000);
        }
    }

    @Test
    void whatASessionUsedIsAddedUpAndToldAtItsEnd() throws Exception {
        try (ProxyHarness proxy = ProxyHarness.of(ProxyHarness.yaml(echo(), "", ""))) {
            WebSocket client = connect(proxy, "m").await(10, TimeUnit.SECONDS);
            ServerWebSocket session = sessions.poll(5, TimeUnit.SECONDS);

            session.writeTextMessage(
                    "{\"event_id\":\"1\",\"type\":\"response.output_audio.delta\",\"delta\":\"response\"}");
            session.writeTextMessage(DONE);
            session.writeFrame(WebSocketFrame.textFrame(DONE.substring(0, 60), false));
            session.writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer(DONE.substring(60)), true));
            session.close((short) 1000);

            proxy.awaitQuiet();
            assertThat(client.isClosed()).isTrue();
            Outcome outcome = proxy.meter().ended().getFirst().outcome();
            assertThat(outcome).isNotNull();
            assertThat(outcome.end()).isEqualTo(Outcome.End.COMPLETED);
            assertThat(outcome.usage()).isEqualTo(new Usage(264, 242, 128, 0, 0, 26, 182, false));
        }
    }

    @Test
    void sessionThatTheProviderBreaksOffHasFailed() throws Exception {
        try (ProxyHarness proxy = ProxyHarness.of(ProxyHarness.yaml(echo(), "", ""))) {
            connect(proxy, "m").await(10, TimeUnit.SECONDS);
            ServerWebSocket session = sessions.poll(5, TimeUnit.SECONDS);

            session.close((short) 1011, "internal error");

            proxy.awaitQuiet();
            assertThat(proxy.meter().ended().getFirst().outcome())
                    .extracting(Outcome::end)
                    .isEqualTo(Outcome.End.FAILED);
        }
    }

    @Test
    void providerThatNeverAnswersIsGivenUp() throws Exception {
        try (FakeProvider provider = FakeProvider.answering("");
                ProxyHarness proxy =
                        ProxyHarness.of(ProxyHarness.yaml(provider.port(), "", "timeouts: { first-byte: 200ms }"))) {
            Throwable refusal = catchThrowable(() -> connect(proxy, "m").await(10, TimeUnit.SECONDS));

            assertThat(refusal)
                    .isInstanceOfSatisfying(
                            UpgradeRejectedException.class,
                            rejected -> assertThat(rejected.getStatus()).isEqualTo(504));
        }
    }

    @Test
    void chainThatRefusesIsAnsweredInHttp() throws Exception {
        try (ProxyHarness proxy = ProxyHarness.of(
                ProxyHarness.yaml(echo(), "", ""),
                (call, next) -> Future.failedFuture(
                        CallError.of(CallError.Category.PERMISSION, "not_allowed", "Not for you.")))) {
            Throwable refusal = catchThrowable(() -> connect(proxy, "m").await(10, TimeUnit.SECONDS));

            assertThat(refusal)
                    .isInstanceOfSatisfying(
                            UpgradeRejectedException.class,
                            rejected -> assertThat(rejected.getStatus()).isEqualTo(403));
            assertThat(sessions).isEmpty();
        }
    }

    @Test
    void providerThatRefusesIsHeard() throws Exception {
        String reply = json("{\"error\":1}").replace("200 OK", "401 Unauthorized");
        try (FakeProvider provider = FakeProvider.answering(reply);
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            Throwable refusal = catchThrowable(() -> connect(proxy, "m").await(10, TimeUnit.SECONDS));

            assertThat(refusal)
                    .isInstanceOfSatisfying(
                            UpgradeRejectedException.class,
                            rejected -> assertThat(rejected.getStatus()).isEqualTo(401));
        }
    }
}
