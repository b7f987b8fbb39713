package dev.sluice.proxy.exchange;

import static dev.sluice.proxy.testing.FakeProvider.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.proxy.testing.FakeProvider;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What holds for exchanges over HTTP/1.1, whoever makes them. */
public abstract class ExchangesContract extends ExchangesHarness {

    private static final String REPLY = json("{}");

    /** Those with a provider on this machine, each over one of a few connections. */
    protected abstract Exchanges exchanges(int port);

    @Test
    void answersTwoOverOneConnection() throws Exception {
        try (FakeProvider provider = FakeProvider.answering(REPLY)) {
            Exchanges exchanges = exchanges(provider.port());
            Exchange first = open(exchanges);
            String once = answer(first);
            Exchange second = open(exchanges);

            String again = answer(second);

            assertThat(once).isEqualTo("200 {}");
            assertThat(again).isEqualTo("200 {}");
            assertThat(first.isOnUsedConnection()).isFalse();
            assertThat(second.isOnUsedConnection()).isTrue();
            assertThat(provider.connections()).isEqualTo(1);
        }
    }

    @Test
    void oneThatIsGivenUpIsLeftAtOnce() throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        try (FakeProvider provider = FakeProvider.running((wire, connection) -> {
            wire.read();
            wire.awaitClosed();
            left.countDown();
        })) {
            Exchange exchange = open(exchanges(provider.port()));
            Heard heard = new Heard();
            run(() -> exchange.send(request(), Buffer.buffer("{}"), heard));

            run(exchange::cancel);

            assertThat(left.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(heard.done().isComplete()).isFalse();
        }
    }

    @Test
    void oneThatIsGivenUpWhileItsRequestIsSentIsLeftThoughItsReplyIsThere() throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        try (FakeProvider provider = FakeProvider.running((wire, connection) -> {
            wire.head();
            wire.send(REPLY).awaitClosed();
            left.countDown();
        })) {
            Exchange exchange = open(exchanges(provider.port()));
            Heard heard = new Heard();
            Request upload = request();
            upload.fields().remove("content-length").set("transfer-encoding", "chunked");
            run(() -> exchange.begin(upload, heard));
            await(heard.done());

            run(exchange::cancel);

            assertThat(left.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void whoThrowsWhenToldHearsThatItFailedAndNobodyElseGetsTheRest() throws Exception {
        try (FakeProvider provider = FakeProvider.answering(REPLY)) {
            Exchanges exchanges = exchanges(provider.port());
            Exchange exchange = open(exchanges);
            Heard heard = new Heard() {
                @Override
                public void onHead(ReplyHead head) {
                    throw new IllegalStateException("of the test");
                }
            };
            run(() -> exchange.send(request(), Buffer.buffer("{}"), heard));
            assertThatThrownBy(() -> await(heard.done()))
                    .isInstanceOf(ListenerFailed.class)
                    .hasRootCauseMessage("of the test");

            Exchange second = open(exchanges);

            assertThat(second.isOnUsedConnection()).isFalse();
            assertThat(answer(second)).isEqualTo("200 {}");
        }
    }

    @Test
    void framesTheChunksOfAnUpload() throws Exception {
        try (FakeProvider provider = FakeProvider.answering(REPLY)) {
            Exchange exchange = open(exchanges(provider.port()));
            Heard heard = new Heard();
            Request upload = request();
            upload.fields().remove("content-length").set("transfer-encoding", "chunked");

            run(() -> {
                WriteStream<Buffer> body = exchange.begin(upload, heard);
                body.write(Buffer.buffer("first, "));
                body.write(Buffer.buffer());
                body.write(Buffer.buffer("x".repeat(3_000)));
                body.end();
            });

            assertThat(await(heard.done())).isEqualTo("200 {}");
            assertThat(provider.requests())
                    .singleElement()
                    .satisfies(asked -> assertThat(asked.body()).isEqualTo("first, " + "x".repeat(3_000)));
        }
    }
}
