package dev.sluice.proxy.server;

import static dev.sluice.proxy.testing.FakeProvider.json;
import static dev.sluice.proxy.testing.ProxyHarness.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Body;
import dev.sluice.api.Filter;
import dev.sluice.api.stream.Sources;
import dev.sluice.proxy.testing.FakeProvider;
import dev.sluice.proxy.testing.Message;
import dev.sluice.proxy.testing.ProxyHarness;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a filter puts in the place of an upload is what the provider is told, or is not sent. */
class AnnouncedUploadTest {

    private static final String UPLOAD = post("/v1/files", "abcd");

    private static Filter announcing(long length, String... pieces) {
        List<Buffer> bytes = List.of(pieces).stream().map(Buffer::buffer).toList();
        return (call, next) -> next.proceed(call.toBuilder()
                .body(new Body.Upload(Sources.of(bytes), length))
                .build());
    }

    /** The rest would be taken for the next request on the connection, or made up from it. */
    @ParameterizedTest
    @CsvSource({"abc, defg, more", "abc, d, 4 of them"})
    void anotherLengthThanWasAnnouncedEndsTheConnection(String first, String second, String found) throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        FakeProvider.Script script = (wire, connection) -> {
            wire.until(first);
            wire.awaitClosed();
            left.countDown();
        };
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy =
                        ProxyHarness.of(ProxyHarness.yaml(provider.port(), "", ""), announcing(6, first, second))) {
            Message reply = proxy.call(UPLOAD);

            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.body()).contains("unsendable_request", "6 bytes", found);
            assertThat(left.await(8, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void nobodyGetsAConnectionOnWhichAnUploadIsTooShort() throws IOException {
        FakeProvider.Script script = (wire, connection) -> {
            wire.head();
            wire.send(json("{\"n\":" + connection + "}")).awaitClosed();
        };
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy =
                        ProxyHarness.of(ProxyHarness.yaml(provider.port(), "", ""), announcing(6, "abc", "d"))) {
            proxy.call(UPLOAD);

            Message second = proxy.call(post("/v1/files", "abcd"));

            assertThat(second.status()).isIn(200, 500);
            assertThat(provider.connections()).isEqualTo(2);
        }
    }

    @Test
    void theLengthThatWasAnnouncedPasses() throws IOException {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy =
                        ProxyHarness.of(ProxyHarness.yaml(provider.port(), "", ""), announcing(6, "abc", "def"))) {
            Message reply = proxy.call(UPLOAD);

            assertThat(reply.status()).isEqualTo(200);
            assertThat(provider.requests().getFirst().body()).isEqualTo("abcdef");
        }
    }
}
