package dev.sluice.proxy.server;

import static dev.sluice.proxy.testing.FakeProvider.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.testing.FakeProvider;
import dev.sluice.proxy.testing.Http2Wire;
import dev.sluice.proxy.testing.Http2Wire.Answer;
import dev.sluice.proxy.testing.ProxyHarness;
import dev.sluice.proxy.testing.Wire;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only HTTP/2 has: streams that end by themselves, and lists of fields in place of a header. */
class Http2Test {

    private static final int MAX_HEADER_LIST_SIZE = 6;
    private static final long INTERNAL_ERROR = 2;
    private static final long CANCEL = 8;

    @ParameterizedTest
    @ValueSource(strings = {"content-length: 100\r\n\r\nabcd", "transfer-encoding: chunked\r\n\r\n4\r\nabcd\r\n"})
    void aReplyThatBreaksOffDoesNotLookComplete(String rest) throws IOException {
        String half = "HTTP/1.1 200 OK\r\ncontent-type: application/octet-stream\r\n" + rest;
        try (FakeProvider provider = FakeProvider.running((wire, connection) -> {
                    wire.read();
                    wire.send(half);
                });
                ProxyHarness proxy = ProxyHarness.before(provider);
                Http2Wire client = Http2Wire.to(proxy.port())) {
            Answer answer = client.get(1, "/v1/files/f/content").answer(1);

            assertThat(answer).isEqualTo(new Answer(200, "abcd", INTERNAL_ERROR));
        }
    }

    @Test
    void aClientThatDoesNotReadLosesThatStreamAlone() throws IOException {
        try (FakeProvider provider = FakeProvider.running(Http2Test::large);
                ProxyHarness proxy = ProxyHarness.before(provider, "write-timeout: 200ms", "");
                Http2Wire client = Http2Wire.to(proxy.port())) {
            Answer stalled = client.get(1, "/v1/files/f/content").answer(1);
            Answer next = client.get(3, "/v1/models").answer(3);

            assertThat(stalled.error()).isEqualTo(CANCEL);
            assertThat(next.status()).isEqualTo(200);
        }
    }

    private static void large(Wire wire, int connection) throws IOException {
        wire.read();
        wire.send("HTTP/1.1 200 OK\r\ncontent-type: application/octet-stream\r\ncontent-length: 100000000\r\n\r\n");
        byte[] piece = new byte[100_000];
        for (int i = 0; i < 1000; i++) {
            wire.send(piece);
        }
    }

    @Test
    void aHeaderMayBeAsLargeAsTheConfigSays() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.before(provider);
                Http2Wire client = Http2Wire.to(proxy.port())) {
            Answer answer =
                    client.get(1, "/v1/models", "x-large", "v".repeat(40_000)).answer(1);

            assertThat(client.setting(MAX_HEADER_LIST_SIZE)).isEqualTo(64 * 1024);
            assertThat(answer.status()).isEqualTo(200);
        }
    }

    @Test
    void aHeaderThatIsTooLargeIsRefusedOnItsStreamAlone() throws IOException {
        CountDownLatch refused = new CountDownLatch(1);
        try (FakeProvider provider = FakeProvider.running((wire, connection) -> {
                    wire.read();
                    refused.await();
                    wire.send(json("{}"));
                });
                ProxyHarness proxy = ProxyHarness.before(provider, "max-header: 16KiB", "");
                Http2Wire client = Http2Wire.to(proxy.port())) {
            client.get(1, "/v1/files");
            Answer large =
                    client.get(3, "/v1/files", "x-large", "v".repeat(18_000)).answer(3);
            Answer next = client.get(5, "/v1/models").answer(5);
            refused.countDown();
            Answer first = client.answer(1);

            assertThat(large.status()).isEqualTo(431);
            assertThat(next.status()).isEqualTo(200);
            assertThat(first.status()).isEqualTo(200);
        }
    }

    @Test
    void aPathThatIsTooLongIsRefused() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.before(provider);
                Http2Wire client = Http2Wire.to(proxy.port())) {
            Answer answer = client.get(1, "/v1/models?" + "a".repeat(9000)).answer(1);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("uri_too_long");
            assertThat(provider.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/files/a HTTP/1.1", "/v1/files/a\tb"}) // The codec resets streams with other controls.
    void aPathThatNoRequestLineCouldHoldIsRefusedInWords(String path) throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.before(provider);
                Http2Wire client = Http2Wire.to(proxy.port())) {
            Answer answer = client.get(1, path).answer(1);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body())
                    .contains("invalid_http", "Expected a path without spaces and controls, such as %20 for a space.");
            assertThat(provider.requests()).isEmpty();
        }
    }
}
