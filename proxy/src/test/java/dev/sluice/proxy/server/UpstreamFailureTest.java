package dev.sluice.proxy.server;

import static dev.sluice.proxy.testing.FakeProvider.json;
import static dev.sluice.proxy.testing.ProxyHarness.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Filter;
import dev.sluice.api.ProviderKeys;
import dev.sluice.api.config.Secret;
import dev.sluice.proxy.testing.FakeProvider;
import dev.sluice.proxy.testing.Message;
import dev.sluice.proxy.testing.ProxyHarness;
import dev.sluice.proxy.testing.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider that fails, at each point at which it can: the client is told, and nothing stays open. */
class UpstreamFailureTest {

    private static final String BODY = "{\"model\":\"m\"}";
    private static final String CALL = post("/v1/chat/completions", BODY);

    static Stream<Arguments> deaths() {
        return Stream.of(
                death("resets at once", "", 502, "upstream_closed"),
                death("resets within the head", "HTTP/1.1 200 OK\r\ncontent-", 502, "upstream_closed"),
                death(
                        "resets within the body",
                        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{\"a\":",
                        502,
                        "upstream_closed"),
                death("answers what is not HTTP", "SSH-2.0-OpenSSH_9.6\r\n\r\n", 502, "upstream_invalid_response"),
                death("answers a status that is none", "HTTP/1.1 099 Low\r\n\r\n", 502, "upstream_invalid_response"),
                death("answers a status above all", "HTTP/1.1 999 High\r\n\r\n", 502, "upstream_invalid_response"),
                death(
                        "switches to nobody knows what",
                        "HTTP/1.1 101 Go\r\nupgrade: x\r\n\r\n",
                        502,
                        "upstream_invalid_response"),
                death("answers a nonsense status", "HTTP/1.1 abc OK\r\n\r\n", 502, "upstream_invalid_response"),
                death(
                        "answers a head without end",
                        "HTTP/1.1 200 OK\r\n" + "x-a: b\r\n".repeat(20_000),
                        502,
                        "upstream_invalid_response"),
                death(
                        "answers a bad chunk",
                        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nZZ\r\n",
                        502,
                        "upstream_invalid_response"));
    }

    private static Arguments death(String what, String bytes, int status, String code) {
        return Arguments.of(what, bytes, status, code);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deaths")
    void isToldAsAnError(String what, String bytes, int status, String code) throws IOException {
        FakeProvider.Script script = (wire, connection) -> {
            wire.read();
            wire.send(bytes);
            wire.finish();
        };
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            Message reply = proxy.call(CALL);

            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.body()).contains("\"code\":\"" + code + "\"").contains("\"type\":\"server_error\"");
        }
    }

    /** What comes behind a 102 is the answer to the call before, though it was given up meanwhile. */
    @Test
    void nobodyGetsTheAnswerToTheCallBefore() throws Exception {
        CountDownLatch late = new CountDownLatch(1);
        FakeProvider.Script script = (wire, connection) -> {
            String asked = wire.read().body();
            if (asked.contains("first")) {
                wire.send("HTTP/1.1 102 Processing\r\n\r\n");
                late.await();
                wire.send(json("{\"secret_of\":\"first\"}"));
            } else {
                wire.send(json("{\"secret_of\":\"second\"}"));
            }
        };
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy =
                        ProxyHarness.before(provider, "", "max-connections: 1, timeouts: { first-byte: 300ms }")) {
            Message first = proxy.chat("{\"model\":\"m\",\"user\":\"first\"}");
            late.countDown();

            Message second = proxy.chat("{\"model\":\"m\",\"user\":\"second\"}");

            assertThat(first.status()).isEqualTo(504);
            assertThat(second.body()).isEqualTo("{\"secret_of\":\"second\"}");
        }
    }

    @Test
    void aReplyThatNobodyAskedForIsNobodys() throws IOException {
        FakeProvider.Script script = (wire, connection) -> {
            while (true) {
                String asked = wire.read().body();
                wire.send(json(asked) + (asked.contains("first") ? json("{\"unasked\":1}") : ""));
            }
        };
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy = ProxyHarness.before(provider, "", "max-connections: 1")) {
            proxy.chat("{\"model\":\"m\",\"user\":\"first\"}");

            Message second = proxy.chat("{\"model\":\"m\",\"user\":\"second\"}");

            assertThat(second.body()).contains("second");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 102, 103, 199})
    void whatComesBeforeTheAnswerIsPassedOver(int status) throws IOException {
        try (FakeProvider provider =
                        FakeProvider.answering("HTTP/1.1 " + status + " Wait\r\n\r\n" + json("{\"a\":1}"));
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            assertThat(proxy.call(CALL).body()).isEqualTo("{\"a\":1}");
        }
    }

    /** Its value may be a key, so it stands nowhere. */
    @Test
    void aFieldThatCannotBeSentEndsTheCall() throws IOException {
        Filter theirs = (call, next) ->
                next.proceed(call.with(ProviderKeys.KEY, new ProviderKeys(Map.of("openai", Secret.of("secret\n")))));
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.of(ProxyHarness.yaml(provider.port(), "", ""), theirs)) {
            Message reply = proxy.call(CALL);

            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.body()).contains("unsendable_request").doesNotContain("secret");
        }
    }

    @Test
    void refusedConnectionIsToldAsUnreachable() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        try (ProxyHarness proxy = ProxyHarness.of(ProxyHarness.yaml(free, "", ""))) {
            Message reply = proxy.call(CALL);

            assertThat(reply.status()).isEqualTo(502);
            assertThat(reply.body()).contains("upstream_unreachable").doesNotContain("127.0.0.1");
        }
    }

    @Test
    void connectionThatTakesTooLongIsATimeout() throws IOException {
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<SocketChannel> queue = fill(deaf);
            try (ProxyHarness proxy =
                    ProxyHarness.of(ProxyHarness.yaml(deaf.getLocalPort(), "", "timeouts: {connect: 100ms}"))) {
                Message reply = proxy.call(CALL);

                assertThat(reply.status()).isEqualTo(504);
                assertThat(reply.body()).contains("upstream_connect_timeout").doesNotContain("127.0.0.1");
            }
            for (SocketChannel channel : queue) {
                channel.close();
            }
        }
    }

    /** Connects until nobody is let in any more: who comes then is not answered at all. */
    private static List<SocketChannel> fill(ServerSocket server) throws IOException {
        List<SocketChannel> queue = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.connect(server.getLocalSocketAddress());
            queue.add(channel);
        }
        return queue;
    }

    @Test
    void replyWithoutEndIsCutOff() throws IOException {
        FakeProvider.Script script = (wire, connection) -> {
            wire.read();
            wire.send("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n");
            while (true) {
                wire.chunk("x".repeat(10_000));
            }
        };
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy = ProxyHarness.before(provider, "", "max-reply: 1MiB")) {
            Message reply = proxy.call(CALL);

            assertThat(reply.status()).isEqualTo(502);
            assertThat(reply.body()).contains("upstream_reply_too_large");
        }
    }

    static Stream<Arguments> silences() {
        String half = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{";
        return Stream.of(
                Arguments.of("", "first-byte: 60ms", "upstream_timeout"),
                Arguments.of("", "total: 60ms", "upstream_timeout"),
                Arguments.of("HTTP/1.1 200 OK\r\ncont", "first-byte: 60ms", "upstream_timeout"),
                Arguments.of(half, "idle: 60ms", "upstream_idle_timeout"),
                Arguments.of(half, "total: 60ms", "upstream_timeout"));
    }

    @ParameterizedTest
    @MethodSource("silences")
    void silenceIsATimeout(String sent, String timer, String code) throws Exception {
        CountDownLatch given = new CountDownLatch(1);
        FakeProvider.Script script = (wire, connection) -> {
            wire.read();
            wire.send(sent);
            wire.awaitClosed();
            given.countDown();
        };
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy = ProxyHarness.before(provider, "", "timeouts: {" + timer + "}")) {
            Message reply = proxy.call(CALL);

            assertThat(reply.status()).isEqualTo(504);
            assertThat(reply.body()).contains("\"code\":\"" + code + "\"");
            assertThat(given.await(5, TimeUnit.SECONDS))
                    .as("the connection is given up")
                    .isTrue();
        }
    }

    @Test
    void fullPoolIsOverloaded() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        FakeProvider.Script script = (wire, connection) -> {
            wire.read();
            asked.countDown();
            go.await();
            wire.send(json("{}"));
        };
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy = ProxyHarness.before(provider, "", "max-connections: 1, max-waiting: 0");
                Wire first = proxy.connect()) {
            first.send(CALL);
            asked.await();

            Message second = proxy.call(CALL);

            assertThat(second.status()).isEqualTo(503);
            assertThat(second.body()).contains("upstream_busy");
            assertThat(second.field("retry-after")).isEqualTo("1");
            go.countDown();
            assertThat(first.read().status()).isEqualTo(200);
        }
    }

    @Test
    void deadPooledConnectionIsReplaced() throws IOException {
        FakeProvider.Script script = (wire, connection) -> {
            wire.read();
            wire.send(json("{\"n\":" + connection + "}"));
            if (connection == 1) {
                wire.read();
                wire.reset();
            }
            wire.awaitClosed();
        };
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            proxy.call(CALL);

            Message second = proxy.call(CALL);

            assertThat(second.status()).isEqualTo(200);
            assertThat(second.body()).isEqualTo("{\"n\":2}");
        }
    }

    /** Its request was read: to ask again would be to ask twice. */
    @ParameterizedTest
    @ValueSource(
            strings = {"H", "HTTP/1.1 200 OK\r\ncontent-", "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 103 Hints\r\n\r\n"
            })
    void pooledConnectionThatDiesWithinAReplyIsNotReplaced(String begun) throws IOException {
        FakeProvider.Script script = (wire, connection) -> {
            wire.read();
            wire.send(json("{}"));
            wire.read();
            wire.send(begun);
            wire.finish();
        };
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            proxy.call(CALL);

            Message second = proxy.call(CALL);

            assertThat(second.status()).isEqualTo(502);
            assertThat(second.body()).contains("upstream_closed");
            assertThat(provider.connections()).isEqualTo(1);
        }
    }

    @Test
    void freshConnectionThatDiesIsNotReplaced() throws IOException {
        FakeProvider.Script script = (wire, connection) -> {
            wire.read();
            wire.reset();
        };
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            Message reply = proxy.call(CALL);

            assertThat(reply.status()).isEqualTo(502);
            assertThat(provider.connections()).isEqualTo(1);
        }
    }

    @Test
    void errorOfTheProviderPassesAsItIs() throws IOException {
        String body = "{\"error\":{\"message\":\"slow down\",\"code\":\"rate_limit_exceeded\"}}";
        String reply =
                "HTTP/1.1 429 Too Many Requests\r\nretry-after: 7\r\ncontent-type: application/json\r\ncontent-length: "
                        + body.length() + "\r\n\r\n" + body;
        try (FakeProvider provider = FakeProvider.answering(reply);
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            Message read = proxy.call(CALL);

            assertThat(read.status()).isEqualTo(429);
            assertThat(read.field("retry-after")).isEqualTo("7");
            assertThat(read.body()).isEqualTo(body);
        }
    }
}
