package dev.sluice.proxy.server;

import static dev.sluice.proxy.testing.FakeProvider.json;
import static dev.sluice.proxy.testing.Gzip.gzip;
import static dev.sluice.proxy.testing.ProxyHarness.get;
import static dev.sluice.proxy.testing.ProxyHarness.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.proxy.testing.FakeProvider;
import dev.sluice.proxy.testing.Message;
import dev.sluice.proxy.testing.ProxyHarness;
import dev.sluice.proxy.testing.Wire;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Every limit and timer of the listener, tripped; and the next call is served. */
class LimitsTest {

    private static final String BODY = "{\"model\":\"m\"}";
    private static final String CHAT = "/v1/chat/completions";

    private static void refuses(String server, String request, int status, String code) throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.before(provider, server, "")) {
            Message reply = proxy.call(request);

            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.body()).contains("\"code\":\"" + code + "\"");
            assertThat(proxy.chat(BODY).status()).as("the next call").isEqualTo(200);
        }
    }

    private static String chunked(String path, String type, String body) {
        return "POST " + path + " HTTP/1.1\r\nhost: x\r\ncontent-type: " + type
                + "\r\ntransfer-encoding: chunked\r\n\r\n" + Integer.toHexString(body.length()) + "\r\n" + body
                + "\r\n0\r\n\r\n";
    }

    @Test
    void announcedBody() throws IOException {
        refuses("max-body: 1KiB", post(CHAT, " ".repeat(2000) + BODY), 413, "request_too_large");
    }

    @Test
    void chunkedBody() throws IOException {
        refuses("max-body: 1KiB", chunked(CHAT, "application/json", " ".repeat(2000) + BODY), 413, "request_too_large");
    }

    @Test
    void bodyOf33Megabytes() throws IOException {
        refuses("", post(CHAT, " ".repeat(33 << 20)), 413, "request_too_large");
    }

    @Test
    void announcedUpload() throws IOException {
        refuses("max-upload: 1KiB", post("/v1/files", "x".repeat(2000)), 413, "request_too_large");
    }

    @Test
    void chunkedUpload() throws IOException {
        refuses("max-upload: 1KiB", chunked("/v1/files", "text/plain", "x".repeat(2000)), 413, "request_too_large");
    }

    @Test
    void header() throws IOException {
        refuses("", post(CHAT, BODY, "x-large: " + "x".repeat(200_000)), 431, "headers_too_large");
    }

    @Test
    void requestLine() throws IOException {
        refuses("", get("/v1/models?x=" + "x".repeat(10_000)), 400, "uri_too_long");
    }

    @Test
    void depth() throws IOException {
        String deep = "{\"model\":\"m\",\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";
        refuses("", post(CHAT, deep), 400, "invalid_json");
    }

    @Test
    void slowBody() throws IOException {
        refuses(
                "body-timeout: 50ms",
                "POST " + CHAT + " HTTP/1.1\r\nhost: x\r\ncontent-length: 50\r\n\r\n{",
                408,
                "request_timeout");
    }

    @Test
    void slowUpload() throws IOException {
        refuses(
                "body-timeout: 50ms",
                "POST /v1/files HTTP/1.1\r\nhost: x\r\ncontent-length: 50\r\n\r\nabc",
                408,
                "request_timeout");
    }

    @Test
    void callsUnderWay() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        FakeProvider.Script script = (wire, connection) -> {
            wire.read();
            asked.countDown();
            go.await();
            wire.send(json("{}"));
        };
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy = ProxyHarness.before(provider, "max-calls: 1", "");
                Wire first = proxy.connect()) {
            first.send(post(CHAT, BODY));
            asked.await();

            Message second = proxy.chat(BODY);

            assertThat(second.status()).isEqualTo(503);
            assertThat(second.field("retry-after")).isEqualTo("1");
            go.countDown();
            assertThat(first.read().status()).isEqualTo(200);
        }
    }

    @Test
    void bodiesTogether() throws Exception {
        String large = "{\"model\":\"m\",\"messages\":[],\"x\":\"" + "y".repeat(3000) + "\"}";
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        FakeProvider.Script script = (wire, connection) -> {
            wire.read();
            asked.countDown();
            go.await();
            wire.send(json("{}"));
        };
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy = ProxyHarness.before(provider, "max-body: 4KiB, max-bodies: 4KiB", "");
                Wire first = proxy.connect()) {
            first.send(post(CHAT, large));
            asked.await();

            Message second = proxy.chat(large);

            assertThat(second.status()).isEqualTo(503);
            assertThat(second.field("retry-after")).isEqualTo("1");
            assertThat(second.body()).contains("overloaded");
            go.countDown();
            assertThat(first.read().status()).isEqualTo(200);
            assertThat(proxy.chat(large).status()).isEqualTo(200);
        }
    }

    /** What they become counts, not what they were sent as. */
    @Test
    void packedBodiesTogether() throws Exception {
        String packed = gzip("{\"model\":\"m\",\"messages\":[],\"x\":\"" + "y".repeat(3_000_000) + "\"}");
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        FakeProvider.Script script = (wire, connection) -> {
            wire.read();
            asked.countDown();
            go.await();
            wire.send(json("{}"));
        };
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy = ProxyHarness.before(provider, "max-body: 4MiB, max-bodies: 4MiB", "");
                Wire first = proxy.connect()) {
            first.send(post(CHAT, packed, "content-encoding: gzip"));
            asked.await();

            Message second = proxy.call(post(CHAT, packed, "content-encoding: gzip"));

            assertThat(second.status()).isEqualTo(503);
            assertThat(second.body()).contains("overloaded");
            go.countDown();
            assertThat(first.read().status()).isEqualTo(200);
        }
    }

    @Test
    void packedBodyThatBecomesTooLarge() throws IOException {
        String packed = gzip("{\"model\":\"m\",\"x\":\"" + "y".repeat(3_000_000) + "\"}");
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.before(provider, "max-body: 1MiB", "")) {
            Message reply = proxy.call(post(CHAT, packed, "content-encoding: gzip"));

            assertThat(reply.status()).isEqualTo(413);
            assertThat(reply.body()).contains("request_too_large");
            assertThat(provider.requests()).isEmpty();
        }
    }

    @Test
    void repliesTogether() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        String half = "\"" + "y".repeat(3000);
        FakeProvider.Script script = (wire, connection) -> {
            wire.read();
            wire.send("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 3004\r\n\r\n[" + half);
            begun.countDown();
            go.await();
            wire.send("\"]");
        };
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy = ProxyHarness.before(provider, "max-replies: 4KiB", "");
                Wire first = proxy.connect();
                Wire second = proxy.connect()) {
            first.send(post(CHAT, BODY));
            begun.await();

            Message refused = second.send(post(CHAT, BODY)).read();

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.field("retry-after")).isEqualTo("1");
            assertThat(refused.body()).contains("overloaded", "ask for a stream");
            go.countDown();
            assertThat(first.read().status()).isEqualTo(200);
            assertThat(proxy.chat(BODY).status()).isEqualTo(200);
        }
    }

    @Test
    void connections() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.before(provider, "max-connections: 1", "");
                Wire first = proxy.connect()) {
            assertThat(first.send(post(CHAT, BODY)).read().status()).isEqualTo(200);
            try (Wire second = proxy.connect()) {
                assertThat(second.send(post(CHAT, BODY)).rest()).isEmpty();
            }
            assertThat(first.send(post(CHAT, BODY)).read().status()).isEqualTo(200);
        }
    }

    @Test
    void slowHeader() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.before(provider, "header-timeout: 50ms", "");
                Wire client = proxy.connect()) {
            client.send("POST " + CHAT + " HTTP/1.1\r\nhost");

            client.awaitClosed();
            assertThat(proxy.chat(BODY).status()).isEqualTo(200);
        }
    }

    @Test
    void connectionThatSendsNothing() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.before(provider, "header-timeout: 50ms", "");
                Wire client = proxy.connect()) {
            client.awaitClosed();

            assertThat(proxy.chat(BODY).status()).isEqualTo(200);
        }
    }

    @Test
    void idleConnection() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.before(provider, "header-timeout: 5s, idle-timeout: 50ms", "");
                Wire client = proxy.connect()) {
            assertThat(client.send(post(CHAT, BODY)).read().status()).isEqualTo(200);

            client.awaitClosed();
        }
    }

    /** A byte now and then does not put the header's end off. */
    @Test
    void drippingHeader() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.before(provider, "header-timeout: 300ms", "");
                Wire client = proxy.connect()) {
            client.send("POST " + CHAT + " HTTP/1.1\r\nx-slow: ");

            assertThatThrownBy(() -> client.drip("y", Duration.ofMillis(20))).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void connectionsThatSendNothingCount() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.before(provider, "max-connections: 1", "");
                Wire silent = proxy.connect();
                Wire second = proxy.connect()) {
            assertThat(second.rest()).isEmpty();
            assertThat(silent.send(post(CHAT, BODY)).read().status()).isEqualTo(200);
        }
    }

    /** What is left of the first header's time has nothing to do with a connection that has served a call. */
    @Test
    void connectionThatServedACallOutlivesTheHeaderTimeout() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.before(provider, "header-timeout: 100ms, idle-timeout: 5s", "");
                Wire client = proxy.connect();
                Wire silent = proxy.connect()) {
            client.send(post(CHAT, BODY)).read();
            silent.awaitClosed();

            Message second = client.send(post(CHAT, BODY)).read();

            assertThat(second.status()).isEqualTo(200);
        }
    }
}
