package dev.sluice.proxy.server;

import static dev.sluice.proxy.testing.FakeProvider.json;
import static dev.sluice.proxy.testing.Gzip.gzip;
import static dev.sluice.proxy.testing.ProxyHarness.get;
import static dev.sluice.proxy.testing.ProxyHarness.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.Filter;
import dev.sluice.proxy.testing.FakeProvider;
import dev.sluice.proxy.testing.Message;
import dev.sluice.proxy.testing.ProxyHarness;
import dev.sluice.proxy.testing.Wire;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no client should send: a clear error, in OpenAI's envelope, and the next call is served. */
class BadInputTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final String BODY = "{\"model\":\"m\"}";
    private static final String PACKED = "content-encoding: gzip";

    static Stream<Arguments> bad() throws IOException {
        return Stream.of(
                bad("empty body", post(CHAT, ""), 400, "invalid_json"),
                bad("neither length nor chunks", "POST " + CHAT + " HTTP/1.1\r\nhost: x\r\n\r\n", 400, "invalid_json"),
                bad("not JSON", post(CHAT, "hello"), 400, "invalid_json"),
                bad("no object", post(CHAT, "[1]"), 400, "invalid_json"),
                bad("truncated", post(CHAT, "{\"model\":\"m\",\"mess"), 400, "invalid_json"),
                bad("two documents", post(CHAT, BODY + BODY), 400, "invalid_json"),
                bad("invalid UTF-8", post(CHAT, "{\"model\":\"m\",\"x\":\"\u00ff\u00fe\"}"), 400, "invalid_json"),
                bad(
                        "number of 10,000 digits",
                        post(CHAT, "{\"model\":\"m\",\"n\":" + "9".repeat(10_000) + "}"),
                        400,
                        "invalid_json"),
                bad("model of another type", post(CHAT, "{\"model\":7}"), 400, "invalid_type"),
                bad("body that is not gzip", post(CHAT, BODY, "content-encoding: gzip"), 400, "invalid_encoding"),
                bad("unknown coding", post(CHAT, BODY, "content-encoding: lzma"), 400, "invalid_encoding"),
                bad(
                        "other content type",
                        "POST " + CHAT
                                + " HTTP/1.1\r\nhost: x\r\ncontent-type: text/xml\r\ncontent-length: 4\r\n\r\n<a/>",
                        415,
                        "unsupported_media_type"),
                bad("unknown path", get("/v9/nothing"), 404, "unknown_path"),
                bad("dot segments", get("/v1/files/../models"), 404, "unknown_path"),
                bad("encoded dot segments", get("/v1/files/%2e%2e/models"), 404, "unknown_path"),
                bad(
                        "wrong method",
                        "PUT " + CHAT + " HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n",
                        405,
                        "method_not_allowed"),
                bad(
                        "wrong method at a provider",
                        "PUT /providers/openai" + CHAT + " HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n",
                        405,
                        "method_not_allowed"),
                bad("unknown provider", get("/providers/nobody/v1/models"), 404, "provider_not_found"),
                bad("provider without a path", get("/providers/openai"), 404, "provider_not_found"),
                bad("chunked, then something", framed("transfer-encoding: chunked, identity"), 400, "invalid_http"),
                bad(
                        "two codings",
                        framed("transfer-encoding: chunked\r\ntransfer-encoding: identity"),
                        400,
                        "invalid_http"),
                bad("unknown transfer coding", framed("transfer-encoding: xchunked"), 400, "invalid_http"),
                bad("two lengths", framed("content-length: 3\r\ncontent-length: 4"), 400, "invalid_http"),
                bad("negative length", framed("content-length: -1"), 400, "invalid_http"),
                bad("length that is no number", framed("content-length: 1x"), 400, "invalid_http"),
                bad("space before the colon", framed("content-length : 3"), 400, "invalid_http"),
                bad("chunk of no size", chunks("zz\r\n"), 400, "invalid_http"),
                bad("chunk longer than it says", chunks("2\r\nabc\r\n0\r\n\r\n"), 400, "invalid_http"),
                bad("trailer without end", chunks("0\r\nx: " + "y".repeat(100_000)), 431, "headers_too_large"),
                bad("gzip without its checksum", post(CHAT, cut(gzip(BODY), 8), PACKED), 400, "invalid_encoding"),
                bad("gzip without its end", post(CHAT, cut(gzip(BODY), 1), PACKED), 400, "invalid_encoding"),
                bad(
                        "gzip with another checksum",
                        post(CHAT, cut(gzip(BODY), 8) + "12345678", PACKED),
                        400,
                        "invalid_encoding"),
                bad("not HTTP", "hello\r\n\r\n", 400, "invalid_http"));
    }

    private static Arguments bad(String what, String request, int status, String code) {
        return Arguments.of(what, request, status, code);
    }

    private static String framed(String fields) {
        return "POST " + CHAT + " HTTP/1.1\r\nhost: x\r\n" + fields + "\r\n\r\n";
    }

    private static String chunks(String body) {
        return framed("transfer-encoding: chunked") + body;
    }

    private static String cut(String text, int end) {
        return text.substring(0, text.length() - end);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void isRefusedClearly(String what, String request, int status, String code) throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            Message reply = proxy.call(request);

            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.body())
                    .startsWith("{\"error\":{")
                    .contains("\"code\":\"" + code + "\"", "\"message\":", "\"type\":");
            assertThat(provider.requests()).isEmpty();
            assertThat(proxy.chat(BODY).status()).as("the next call").isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"m\",\"messages\":[]}",
                "{\"model\":\"m\",\"messages\":7}",
                "{\"model\":\"m\",\"messages\":[null,{\"role\":7,\"content\":{}}]}",
                "{\"model\":\"m\",\"n\":1e400}",
                "{\"model\":\"m\",\"a\":1,\"a\":2}"
            })
    void whatTheProviderMayJudgeGoesOnAsItCame(String body) throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            assertThat(proxy.chat(body).status()).isEqualTo(200);
            assertThat(provider.requests().getFirst().body()).isEqualTo(body);
        }
    }

    @Test
    void unknownModelIsNotFound() throws IOException {
        try (ProxyHarness proxy = ProxyHarness.of("version: 1\nserver: {listen: '127.0.0.1:0'}\n")) {
            Message reply = proxy.chat(BODY);

            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.body()).contains("model_not_found", "\"param\":\"model\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2/chat", "/api/chat", "/model/x/converse"})
    void namesOfTheConfigAreToldOnlyToCallersWhoAreKnown(String path) throws IOException {
        Filter access = (call, next) -> call.headers().contains("x-api-key")
                ? next.proceed(call)
                : Future.failedFuture(CallError.of(Category.AUTHENTICATION, "missing_api_key", "Expected an API key."));
        try (ProxyHarness proxy = ProxyHarness.behind(access, ProxyHarness.yaml(1, "", ""))) {
            Message stranger = proxy.call(post(path, BODY));
            Message known = proxy.call(post(path, BODY, "x-api-key: ours"));

            assertThat(stranger.status()).isEqualTo(401);
            assertThat(stranger.body()).doesNotContain("fast", "openai");
            assertThat(known.status()).isEqualTo(404);
            assertThat(known.body()).contains("aliases [fast]", "providers [openai]");
        }
    }

    @Test
    void lengthAndChunksMakeOneCanonicalRequestOrNone() throws IOException {
        String smuggled =
                "POST " + CHAT + " HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n"
                        + Integer.toHexString(BODY.length()) + "\r\n" + BODY + "\r\n0\r\n\r\n";
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            Message reply = proxy.call(smuggled);

            assertThat(reply.status()).isIn(200, 400);
            if (reply.status() == 200) {
                assertThat(provider.requests()).singleElement().satisfies(sent -> {
                    assertThat(sent.field("transfer-encoding")).isNull();
                    assertThat(sent.all("content-length")).containsExactly(Integer.toString(BODY.length()));
                    assertThat(sent.body()).isEqualTo(BODY);
                });
            } else {
                assertThat(provider.requests()).isEmpty();
            }
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws IOException {
        FakeProvider.Script echo = (wire, connection) -> {
            while (true) {
                wire.send(json(wire.read().body()));
            }
        };
        try (FakeProvider provider = FakeProvider.running(echo);
                ProxyHarness proxy = ProxyHarness.before(provider);
                Wire client = proxy.connect()) {
            client.send(post(CHAT, "{\"model\":\"1\"}")
                    + post(CHAT, "{\"model\":\"2\"}")
                    + get("/v2/x")
                    + post(CHAT, "{\"model\":\"3\"}"));

            assertThat(client.read().body()).isEqualTo("{\"model\":\"1\"}");
            assertThat(client.read().body()).isEqualTo("{\"model\":\"2\"}");
            assertThat(client.read().status()).isEqualTo(404);
            assertThat(client.read().body()).isEqualTo("{\"model\":\"3\"}");
        }
    }

    @Test
    void nothingIsReadBehindABrokenBody() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.before(provider);
                Wire client = proxy.connect()) {
            client.send(post(CHAT, BODY) + chunks("zz\r\n") + post(CHAT, BODY));

            assertThat(client.read().status()).isEqualTo(200);
            Message refused = client.read();
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.field("connection")).isEqualTo("close");
            client.awaitClosed();
            assertThat(provider.requests()).hasSize(1);
        }
    }

    @Test
    void uploadThatBreaksIsRefusedThoughItHasBegun() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.before(provider);
                Wire client = proxy.connect()) {
            client.send("POST /v1/files HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\nzz\r\n");

            assertThat(client.read().status()).isEqualTo(400);
            client.awaitClosed();
        }
    }

    @Test
    void bodyThatBreaksBehindTheReplyClosesTheConnection() throws IOException {
        try (ProxyHarness proxy = ProxyHarness.of(ProxyHarness.yaml(1, "max-body: 1KiB", ""));
                Wire client = proxy.connect()) {
            client.send(chunks("800\r\n" + "x".repeat(0x800) + "\r\n"));
            assertThat(client.read().status()).isEqualTo(413);

            client.send("zz\r\n");

            client.awaitClosed();
        }
    }

    @Test
    void moreThanAnnouncedIsTheNextRequestAndABadOne() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.before(provider);
                Wire client = proxy.connect()) {
            client.send(post(CHAT, BODY) + "rubbish rubbish\r\n\r\n");

            assertThat(client.read().status()).isEqualTo(200);
            assertThat(client.read().status()).isEqualTo(400);
            client.awaitClosed();
        }
    }

    @Test
    void clientThatLeavesWithinItsBodyLeavesNothing() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            try (Wire client = proxy.connect()) {
                client.send("POST " + CHAT + " HTTP/1.1\r\nhost: x\r\ncontent-length: 50\r\n\r\n{");
                assertThat(proxy.chat(BODY).status()).isEqualTo(200);
            }
            try (Wire client = proxy.connect()) {
                client.send("POST /v1/files HTTP/1.1\r\nhost: x\r\ncontent-length: 50\r\n\r\n{");
                client.reset();
            }
        }
    }
}
