package dev.sluice.proxy.server;

import static dev.sluice.proxy.testing.FakeProvider.events;
import static dev.sluice.proxy.testing.FakeProvider.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.testing.FakeProvider;
import dev.sluice.proxy.testing.Message;
import dev.sluice.proxy.testing.ProxyHarness;
import dev.sluice.proxy.testing.Wire;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Clients of HTTP/1.0, which know no chunks and expect the connection to end with the reply. */
@SuppressWarnings("StringConcatToTextBlock") // Lines of HTTP end with CR LF.
class Http10Test {

    private static final String BODY = "{\"model\":\"m\"}";
    private static final String CHAT =
            "POST /v1/chat/completions HTTP/1.0\r\ncontent-length: " + BODY.length() + "\r\n\r\n" + BODY;

    @Test
    void aWholeReplyComesByItsLengthAndTheConnectionEnds() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{\"a\":1}"));
                ProxyHarness proxy = ProxyHarness.before(provider);
                Wire client = proxy.connect()) {
            Message reply = client.send(CHAT).read();

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body()).isEqualTo("{\"a\":1}");
            assertThat(client.rest()).isEmpty();
            assertThat(provider.requests().getFirst().line()).endsWith(" HTTP/1.1");
        }
    }

    @Test
    void aStreamComesWithoutChunksAndEndsWithTheConnection() throws IOException {
        FakeProvider.Script script = (wire, connection) -> {
            wire.read();
            wire.send(events()).chunk("data: {}\n\n").chunk("data: [DONE]\n\n").chunk("");
            wire.awaitClosed();
        };
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            Message reply = proxy.call(CHAT);

            assertThat(reply.field("transfer-encoding")).isNull();
            assertThat(reply.body()).isEqualTo("data: {}\n\ndata: [DONE]\n\n");
        }
    }

    @Test
    void chunksAreRefusedSinceSomeServersWouldNotSeeThem() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            Message reply =
                    proxy.call("POST /v1/chat/completions HTTP/1.0\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n");

            assertThat(reply.status()).isEqualTo(400);
            assertThat(provider.requests()).isEmpty();
        }
    }

    @Test
    void anErrorComesInTheDialect() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            Message reply = proxy.call("POST /v1/chat/completions HTTP/1.0\r\ncontent-length: 1\r\n\r\n{");

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.body()).contains("\"code\":\"invalid_json\"");
        }
    }
}
