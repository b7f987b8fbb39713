package dev.sluice.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Filter;
import dev.sluice.api.Outcome;
import dev.sluice.proxy.telemetry.CallEnd;
import dev.sluice.proxy.testing.ProxyHarness;
import dev.sluice.proxy.testing.Wire;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketBase;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.internal.http.WebSocketInternal;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How sessions end: what either side is told, and what is known of it afterwards. */
class RealtimeEndTest {

    private static final int TOO_MUCH = 17 << 20;
    private static final String HANDSHAKE = ProxyHarness.get(
            "/v1/realtime?model=fast",
            "upgrade: websocket",
            "connection: upgrade",
            "sec-websocket-version: 13",
            "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==");

    private final Vertx vertx = Vertx.vertx();
    private final WebSocketClient clients =
            vertx.createWebSocketClient(new WebSocketClientOptions().setMaxFrameSize(32 << 20));
    private final BlockingQueue<ServerWebSocket> sessions = new LinkedBlockingQueue<>();

    @AfterEach
    void closeVertx() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private int echo() throws Exception {
        HttpServerOptions options = new HttpServerOptions().setPort(0).setHost("127.0.0.1");
        HttpServer server = vertx.createHttpServer(options.setMaxWebSocketFrameSize(32 << 20))
                .webSocketHandler(socket -> {
                    socket.frameHandler(frame -> {
                        if (frame.isText() || frame.isBinary() || frame.isContinuation()) {
                            socket.writeFrame(frame);
                        }
                    });
                    sessions.add(socket);
                });
        return server.listen().await(10, TimeUnit.SECONDS).actualPort();
    }

    private WebSocket connect(ProxyHarness proxy) throws Exception {
        WebSocketConnectOptions options = new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(proxy.port())
                .setURI("/v1/realtime?model=fast");
        return clients.connect(options).await(10, TimeUnit.SECONDS);
    }

    private ServerWebSocket session() throws Exception {
        return Objects.requireNonNull(sessions.poll(10, TimeUnit.SECONDS));
    }

    /** The code with which the other side has closed. */
    private static CompletableFuture<Short> closed(WebSocketBase socket) {
        CompletableFuture<Short> code = new CompletableFuture<>();
        socket.closeHandler(over -> code.complete(socket.closeStatusCode()));
        return code;
    }

    /** Closes the connection without a farewell. */
    private static void cut(WebSocketBase socket) {
        var unused = ((WebSocketInternal) socket).channelHandlerContext().close();
    }

    private static CallEnd ended(ProxyHarness proxy) {
        proxy.awaitQuiet();
        return proxy.meter().ended().getFirst();
    }

    private static void assertEnded(CallEnd end, Outcome.End how, @Nullable String error) {
        assertThat(end.error()).isEqualTo(error);
        assertThat(end.outcome()).isNotNull().extracting(Outcome::end).isEqualTo(how);
    }

    @Test
    void aProviderWhoseConnectionBreaksIsNoCleanEnd() throws Exception {
        try (ProxyHarness proxy = ProxyHarness.of(ProxyHarness.yaml(echo(), "", ""))) {
            CompletableFuture<Short> told = closed(connect(proxy));

            cut(session());

            assertThat(told.get(10, TimeUnit.SECONDS)).isEqualTo((short) 1011);
            assertEnded(ended(proxy), Outcome.End.FAILED, "upstream_closed");
        }
    }

    @Test
    void aProviderThatSaysThatItFailedIsHeardAndHasFailed() throws Exception {
        try (ProxyHarness proxy = ProxyHarness.of(ProxyHarness.yaml(echo(), "", ""))) {
            CompletableFuture<Short> told = closed(connect(proxy));

            session().close((short) 1013, "try again later");

            assertThat(told.get(10, TimeUnit.SECONDS)).isEqualTo((short) 1013);
            assertEnded(ended(proxy), Outcome.End.FAILED, "upstream_closed");
        }
    }

    @Test
    void aClientWhoseConnectionBreaksHasLeft() throws Exception {
        try (ProxyHarness proxy = ProxyHarness.of(ProxyHarness.yaml(echo(), "", ""))) {
            WebSocket client = connect(proxy);
            CompletableFuture<Short> told = closed(session());

            cut(client);

            assertThat(told.get(10, TimeUnit.SECONDS)).isEqualTo((short) 1001);
            assertEnded(ended(proxy), Outcome.End.CANCELLED, "cancelled");
        }
    }

    @Test
    void aFrameOfTheClientMayBeTooLarge() throws Exception {
        try (ProxyHarness proxy = ProxyHarness.of(ProxyHarness.yaml(echo(), "", ""))) {
            WebSocket client = connect(proxy);
            CompletableFuture<Short> told = closed(client);
            CompletableFuture<Short> provider = closed(session());

            client.writeFrame(WebSocketFrame.binaryFrame(Buffer.buffer(new byte[TOO_MUCH]), true));

            assertThat(told.get(10, TimeUnit.SECONDS)).isEqualTo((short) 1009);
            assertThat(provider.get(10, TimeUnit.SECONDS)).isEqualTo((short) 1001);
            assertEnded(ended(proxy), Outcome.End.CANCELLED, "frame_too_large");
        }
    }

    @Test
    void aFrameOfTheProviderMayBeTooLarge() throws Exception {
        try (ProxyHarness proxy = ProxyHarness.of(ProxyHarness.yaml(echo(), "", ""))) {
            CompletableFuture<Short> told = closed(connect(proxy));
            ServerWebSocket session = session();
            CompletableFuture<Short> provider = closed(session);

            session.writeFrame(WebSocketFrame.binaryFrame(Buffer.buffer(new byte[TOO_MUCH]), true));

            assertThat(told.get(10, TimeUnit.SECONDS)).isEqualTo((short) 1011);
            assertThat(provider.get(10, TimeUnit.SECONDS)).isEqualTo((short) 1009);
            assertEnded(ended(proxy), Outcome.End.FAILED, "upstream_frame_too_large");
        }
    }

    /** What it said before is not lost, however early it leaves: that is how errors are told. */
    @Test
    void aProviderThatLeavesBeforeAnybodyListensIsHeard() throws Exception {
        Promise<ServerWebSocket> opened = Promise.promise();
        HttpServer server = vertx.createHttpServer().webSocketHandler(opened::complete);
        int port = server.listen(0, "127.0.0.1").await(10, TimeUnit.SECONDS).actualPort();
        Filter slow = (call, next) -> next.proceed(call)
                .compose(reply ->
                        opened.future().compose(RealtimeEndTest::sayWhyAndLeave).map(reply));
        try (ProxyHarness proxy = ProxyHarness.of(ProxyHarness.yaml(port, "", ""), slow);
                Wire client = proxy.connect()) {
            client.send(HANDSHAKE);

            String head = client.head();

            assertThat(head).startsWith("HTTP/1.1 101");
            assertThat(client.bytes(27)).isEqualTo("\u0081\rno such model\u0088\n\u000f\u00a4no model");
            client.finish();
            assertEnded(ended(proxy), Outcome.End.COMPLETED, null);
        }
    }

    private static Future<Void> sayWhyAndLeave(ServerWebSocket session) {
        session.writeTextMessage("no such model");
        return session.close((short) 4004, "no model");
    }

    @Test
    void aSessionGoesOnForTheDrainTimeAndIsToldThenToComeBackElsewhere() throws Exception {
        try (ProxyHarness proxy = ProxyHarness.of(ProxyHarness.yaml(echo(), "", ""))) {
            WebSocket client = connect(proxy);
            BlockingQueue<String> heard = new LinkedBlockingQueue<>();
            client.textMessageHandler(heard::add);
            CompletableFuture<Short> told = closed(client);
            CompletableFuture<Short> provider = closed(session());

            Future<Void> drained = proxy.drain(Duration.ofSeconds(2));

            client.writeTextMessage("still there?");
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("still there?");
            assertThat(told.get(10, TimeUnit.SECONDS)).isEqualTo((short) 1012);
            assertThat(provider.get(10, TimeUnit.SECONDS)).isEqualTo((short) 1001);
            assertThat(drained.await(10, TimeUnit.SECONDS)).isNull();
            assertEnded(ended(proxy), Outcome.End.CANCELLED, "shutting_down");
        }
    }

    @Test
    void aSessionThatEndsWithinTheDrainTimeHasEndedByItself() throws Exception {
        try (ProxyHarness proxy = ProxyHarness.of(ProxyHarness.yaml(echo(), "", ""))) {
            CompletableFuture<Short> told = closed(connect(proxy));
            ServerWebSocket session = session();

            Future<Void> drained = proxy.drain(Duration.ofSeconds(20));

            session.close((short) 4001, "session expired");
            assertThat(told.get(10, TimeUnit.SECONDS)).isEqualTo((short) 4001);
            assertThat(drained.await(10, TimeUnit.SECONDS)).isNull();
            assertEnded(ended(proxy), Outcome.End.COMPLETED, null);
        }
    }

    @Test
    void aClientThatDoesNotReadIsNotWaitedForForLong() throws Exception {
        try (ProxyHarness proxy = ProxyHarness.of(ProxyHarness.yaml(echo(), "write-timeout: 300ms", ""));
                Wire client = proxy.connect()) {
            client.send(HANDSHAKE);
            ServerWebSocket session = session();
            CompletableFuture<Short> provider = closed(session);

            for (int i = 0; i < 40; i++) {
                session.writeFrame(WebSocketFrame.binaryFrame(Buffer.buffer(new byte[1 << 20]), true));
            }

            assertThat(provider.get(10, TimeUnit.SECONDS)).isEqualTo((short) 1001);
            assertEnded(ended(proxy), Outcome.End.CANCELLED, "client_stalled");
        }
    }

    @Test
    void aClientThatIsGoneWithoutAWordIsNoticed() throws Exception {
        try (ProxyHarness proxy = ProxyHarness.of(ProxyHarness.yaml(echo(), "idle-timeout: 400ms", ""));
                Wire client = proxy.connect()) {
            client.send(HANDSHAKE);
            CompletableFuture<Short> provider = closed(session());

            String head = client.head();

            assertThat(head).startsWith("HTTP/1.1 101");
            assertThat(provider.get(10, TimeUnit.SECONDS)).isEqualTo((short) 1001);
            assertEnded(ended(proxy), Outcome.End.CANCELLED, "client_silent");
        }
    }

    @Test
    void whatASessionSaysIsCounted() throws Exception {
        try (ProxyHarness proxy = ProxyHarness.of(ProxyHarness.yaml(echo(), "", ""))) {
            WebSocket client = connect(proxy);
            BlockingQueue<Buffer> heard = new LinkedBlockingQueue<>();
            client.binaryMessageHandler(heard::add);

            client.writeFrame(WebSocketFrame.binaryFrame(Buffer.buffer(new byte[1000]), false));
            client.writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer(new byte[24]), true));

            assertThat(heard.poll(10, TimeUnit.SECONDS)).isNotNull();
            client.close((short) 1000);
            CallEnd end = ended(proxy);
            assertThat(end.bytesOut()).isEqualTo(1024);
            assertThat(end.chunks()).isEqualTo(2);
        }
    }
}
