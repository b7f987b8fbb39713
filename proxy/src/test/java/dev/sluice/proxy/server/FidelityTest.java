package dev.sluice.proxy.server;

import static dev.sluice.proxy.testing.FakeProvider.events;
import static dev.sluice.proxy.testing.FakeProvider.json;
import static dev.sluice.proxy.testing.Gzip.gzip;
import static dev.sluice.proxy.testing.ProxyHarness.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.testing.FakeProvider;
import dev.sluice.proxy.testing.Message;
import dev.sluice.proxy.testing.ProxyHarness;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that nobody changed are the bytes that leave. */
class FidelityTest {

    private static final String REPLY =
            "{ \"z\":1e3,\"id\" :\"a\\u0062\\/\",\n\t\"x_unknown\":[1.0,-0,{}], \"choices\":[]}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"gpt-4o\",\"messages\":[]}",
                "{ \"zeta\" : 1.0e2 ,\n\"messages\":[{\"role\":\"user\",\"content\":\"\\u00e9\\/\\ud83d\\ude00\"}],\t\"model\":\"gpt-4o\" }",
                "{\"unknown\":{\"deep\":[0.10,1E+3,-0]},\"model\":\"gpt-4o\",\"n\":12345678901234567890123}",
                "\r\n {\"model\":\"\\u0067pt-4o\"} \n"
            })
    void requestLeavesAsItCame(String body) throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json(REPLY));
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            Message reply = proxy.chat(body);

            assertThat(provider.requests())
                    .singleElement()
                    .extracting(Message::body)
                    .isEqualTo(body);
            assertThat(reply.body()).isEqualTo(REPLY);
            assertThat(reply.status()).isEqualTo(200);
        }
    }

    @Test
    void aliasChangesTheModelAlone() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json(REPLY));
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            proxy.chat("{ \"b\":1.50, \"model\" : \"fast\" ,\"messages\":[ ] }");

            assertThat(provider.requests().getFirst().body())
                    .isEqualTo("{ \"b\":1.50, \"model\" : \"gpt-5-mini\" ,\"messages\":[ ] }");
        }
    }

    @Test
    void streamLeavesAsItCame() throws IOException {
        String stream = ": hi\n\ndata: {\"a\" :1}\r\n\r\nevent: x\ndata: {}\ndata: {}\nid: 7\n\ndata: [DONE]\n\n";
        String reply = events() + Integer.toHexString(stream.length()) + "\r\n" + stream + "\r\n0\r\n\r\n";
        try (FakeProvider provider = FakeProvider.answering(reply);
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            Message read = proxy.chat("{\"model\":\"m\",\"stream\":true}");

            assertThat(read.body()).isEqualTo(stream);
            assertThat(read.field("content-type")).isEqualTo("text/event-stream");
        }
    }

    @Test
    void encodedReplyStaysEncoded() throws IOException {
        String gzip = gzip(REPLY);
        String reply = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\ncontent-length: "
                + gzip.length() + "\r\n\r\n" + gzip;
        try (FakeProvider provider = FakeProvider.answering(reply);
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            Message read =
                    proxy.call(post("/v1/chat/completions", "{\"model\":\"m\"}", "accept-encoding: gzip, deflate"));

            assertThat(provider.requests().getFirst().field("accept-encoding")).isEqualTo("gzip, deflate");
            assertThat(read.field("content-encoding")).isEqualTo("gzip");
            assertThat(read.body()).isEqualTo(gzip);
        }
    }

    /** A reply is read for what it used, if for nothing else. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip, deflate, br, zstd | gzip, deflate",
                "br;q=1.0, GZIP;q=0.8, *;q=0.1 | GZIP;q=0.8",
                "br | identity",
                "* | identity",
                "identity;q=1, gzip;q=0 | identity;q=1, gzip;q=0",
                "gzip;q=0, br | identity",
                "identity;q=0, br | identity;q=0, br",
                "br, *;q=0 | br, *;q=0",
                "br, gzip;q=0.5, identity;q=0 | gzip;q=0.5, identity;q=0"
            })
    void repliesAreAskedForInCodingsThatCanBeUndone(String accepted, String asked) throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json(REPLY));
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            proxy.call(post("/v1/chat/completions", "{\"model\":\"m\"}", "accept-encoding: " + accepted));

            assertThat(provider.requests().getFirst().field("accept-encoding")).isEqualTo(asked);
        }
    }

    @Test
    void whatNobodyReadsIsAskedForAsTheClientDoes() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json(REPLY));
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            proxy.call(ProxyHarness.get("/v1/files", "accept-encoding: br, zstd"));

            assertThat(provider.requests().getFirst().field("accept-encoding")).isEqualTo("br, zstd");
        }
    }

    @Test
    void encodedRequestIsDecoded() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json(REPLY));
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            proxy.call(post("/v1/chat/completions", gzip("{\"model\":\"fast\"}"), "content-encoding: gzip"));

            Message sent = provider.requests().getFirst();
            assertThat(sent.body()).isEqualTo("{\"model\":\"gpt-5-mini\"}");
            assertThat(sent.field("content-encoding")).isNull();
        }
    }

    @Test
    void largeReplyArrivesWhole() throws IOException {
        String large = "{\"data\":\"" + "x".repeat(3_000_000) + "\"}";
        try (FakeProvider provider = FakeProvider.answering(json(large));
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            Message read = proxy.chat("{\"model\":\"m\"}");

            assertThat(read.body()).isEqualTo(large);
            assertThat(read.field("content-length")).isEqualTo(Integer.toString(large.length()));
        }
    }
}
