package dev.sluice.proxy.server;

import static dev.sluice.proxy.testing.ProxyHarness.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.testing.FakeProvider;
import dev.sluice.proxy.testing.Message;
import dev.sluice.proxy.testing.ProxyHarness;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies of every kind reach the client as they are, whether they are taken in whole or streamed through. */
@SuppressWarnings("StringConcatToTextBlock") // Lines of HTTP end with CR LF.
class ReplyKindsTest {

    private static Message through(String reply, String upstream) throws IOException {
        try (FakeProvider provider = FakeProvider.answering(reply);
                ProxyHarness proxy = ProxyHarness.before(provider, "", upstream)) {
            return proxy.call(get("/v1/files/f_1/content"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON; charset=utf-8",
                "application/problem+json",
                "text/plain",
                "application/octet-stream",
                "text/event-stream",
                "application/x-ndjson",
                "application/vnd.amazon.eventstream"
            })
    void aBodyOfAnyTypeComesThrough(String type) throws IOException {
        Message reply =
                through("HTTP/1.1 200 OK\r\ncontent-type: " + type + "\r\ncontent-length: 9\r\n\r\ndata: a\n\n", "");

        assertThat(reply.body()).isEqualTo("data: a\n\n");
        assertThat(reply.field("content-type")).isEqualTo(type);
    }

    @Test
    void aBodyOfNoTypeComesThroughToo() throws IOException {
        Message reply = through("HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\na", "");

        assertThat(reply.body()).isEqualTo("a");
        assertThat(reply.field("content-type")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 204 No Content\r\n\r\n", "HTTP/1.1 304 Not Modified\r\netag: \"a\"\r\n\r\n"})
    void aReplyWithoutContentHasNone(String bare) throws IOException {
        Message reply = through(bare, "");

        assertThat(reply.body()).isEmpty();
        assertThat(reply.line()).isEqualTo(bare.substring(0, bare.indexOf("\r\n")));
    }

    @Test
    void aTextThatSaysItIsTooLongToTakeInIsStreamedThrough() throws IOException {
        Message reply = through(
                "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 2000\r\n\r\n" + "a".repeat(2000),
                "max-reply: 1KiB");

        assertThat(reply.body()).hasSize(2000);
        assertThat(reply.field("content-length")).isEqualTo("2000");
    }

    @Test
    void aProviderMayWaitForAsLongAsItLikesIfNoTimerIsSet() throws IOException {
        Message reply = through(
                "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: 9\r\n\r\ndata: a\n\n",
                "timeouts: {first-byte: 0s, idle: 0s, total: 0s}");

        assertThat(reply.body()).isEqualTo("data: a\n\n");
    }
}
