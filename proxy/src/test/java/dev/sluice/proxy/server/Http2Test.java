package dev.sluice.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.testing.FakeProvider;
import dev.sluice.proxy.testing.Http2Wire;
import dev.sluice.proxy.testing.Http2Wire.Answer;
import dev.sluice.proxy.testing.ProxyHarness;
import dev.sluice.proxy.testing.Wire;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only HTTP/2 has: streams that end by themselves, and lists of fields in place of a header. */
class Http2Test {

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
}
