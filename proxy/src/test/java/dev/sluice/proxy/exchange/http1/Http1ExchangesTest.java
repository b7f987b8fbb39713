package dev.sluice.proxy.exchange.http1;

import static dev.sluice.proxy.testing.FakeProvider.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.proxy.exchange.Exchange;
import dev.sluice.proxy.exchange.ExchangesHarness;
import dev.sluice.proxy.exchange.Request;
import dev.sluice.proxy.exchange.http1.Http1Exchanges.Bounds;
import dev.sluice.proxy.exchange.http1.Http1Exchanges.Place;
import dev.sluice.proxy.testing.FakeProvider;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.streams.WriteStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Connections are kept, bounded, and left when they should be. */
class Http1ExchangesTest extends ExchangesHarness {

    private static final Duration KEPT = Duration.ofSeconds(20);
    private static final String REPLY = json("{}");

    private final VirtualTime time = new VirtualTime();

    @Test
    void whoComesTooManyWaitsForTheOthersConnection() throws Exception {
        try (FakeProvider provider = FakeProvider.answering(REPLY)) {
            Http1Exchanges exchanges = exchanges(provider.port(), 1, 1);
            Exchange first = open(exchanges);
            Future<Exchange> second = opening(exchanges, () -> true);
            boolean waits = !second.isComplete();

            answer(first);

            assertThat(waits).isTrue();
            assertThat(answer(await(second))).isEqualTo("200 {}");
            assertThat(provider.connections()).isEqualTo(1);
        }
    }

    @Test
    void refusesWhereTooManyWait() throws Exception {
        try (FakeProvider provider = FakeProvider.answering(REPLY)) {
            Http1Exchanges exchanges = exchanges(provider.port(), 1, 1);
            open(exchanges);
            opening(exchanges, () -> true);

            Future<Exchange> third = opening(exchanges, () -> true);

            assertThatThrownBy(() -> await(third)).isInstanceOf(ConnectionPoolTooBusyException.class);
        }
    }

    @Test
    void whoHasLeftHoldsNoPlace() throws Exception {
        try (FakeProvider provider = FakeProvider.answering(REPLY)) {
            AtomicBoolean wanted = new AtomicBoolean(true);
            Http1Exchanges exchanges = exchanges(provider.port(), 1, 1);
            Exchange first = open(exchanges);
            Future<Exchange> left = opening(exchanges, wanted::get);
            wanted.set(false);
            Future<Exchange> third = opening(exchanges, () -> true);

            answer(first);

            assertThat(answer(await(third))).isEqualTo("200 {}");
            assertThat(left.isComplete()).isFalse();
        }
    }

    @Test
    void whoHasLeftGetsNoConnection() throws Exception {
        try (FakeProvider provider = FakeProvider.answering(REPLY)) {
            AtomicBoolean wanted = new AtomicBoolean(true);
            Http1Exchanges exchanges = exchanges(provider.port(), 1, 2);
            Exchange first = open(exchanges);
            Future<Exchange> left = opening(exchanges, wanted::get);
            Future<Exchange> third = opening(exchanges, () -> true);
            wanted.set(false);

            answer(first);

            assertThat(answer(await(third))).isEqualTo("200 {}");
            assertThat(left.isComplete()).isFalse();
        }
    }

    @Test
    void closesWhatNobodyUses() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (FakeProvider provider = FakeProvider.running((wire, connection) -> {
            wire.read();
            wire.send(REPLY).awaitClosed();
            closed.countDown();
        })) {
            Http1Exchanges exchanges = exchanges(provider.port(), 8, 8);
            answer(open(exchanges));

            pass(KEPT);

            assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void keepsOneNoLongerThanTheProviderDoes() throws Exception {
        String brief = REPLY.replace("\r\n\r\n", "\r\nkeep-alive: timeout=2\r\n\r\n");
        try (FakeProvider provider = FakeProvider.answering(brief)) {
            Http1Exchanges exchanges = exchanges(provider.port(), 1, 0);
            answer(open(exchanges));
            pass(Duration.ofSeconds(2));

            Exchange second = open(exchanges);

            assertThat(second.isOnUsedConnection()).isFalse();
        }
    }

    @Test
    void keepsWhatIsUsed() throws Exception {
        try (FakeProvider provider = FakeProvider.answering(REPLY)) {
            Http1Exchanges exchanges = exchanges(provider.port(), 8, 8);
            answer(open(exchanges));
            pass(KEPT.minusSeconds(1));
            answer(open(exchanges));
            pass(KEPT.minusSeconds(1));

            Exchange third = open(exchanges);

            assertThat(third.isOnUsedConnection()).isTrue();
        }
    }

    @Test
    void tellsEachThatWaitsWhyThereIsNoConnection() throws Exception {
        Http1Exchanges exchanges = exchanges(freePort(), 1, 5);
        Future<Exchange> first = opening(exchanges, () -> true);

        Future<Exchange> second = opening(exchanges, () -> true);

        assertThatThrownBy(() -> await(first)).isInstanceOf(ConnectException.class);
        assertThatThrownBy(() -> await(second)).isInstanceOf(ConnectException.class);
    }

    @Test
    void oneThatWasNotUsedIsUsedByTheNext() throws Exception {
        try (FakeProvider provider = FakeProvider.answering(REPLY)) {
            Http1Exchanges exchanges = exchanges(provider.port(), 8, 8);
            Exchange unused = open(exchanges);
            run(unused::cancel);

            String answer = answer(open(exchanges));

            assertThat(answer).isEqualTo("200 {}");
            assertThat(provider.connections()).isEqualTo(1);
        }
    }

    @Test
    void aReplyBeforeTheRequestsEndKeepsTheConnectionUntilThen() throws Exception {
        try (FakeProvider provider = FakeProvider.running((wire, connection) -> {
            wire.head();
            wire.send(REPLY);
            wire.until("0\r\n\r\n");
            wire.read();
            wire.send(REPLY).awaitClosed();
        })) {
            Http1Exchanges exchanges = exchanges(provider.port(), 1, 1);
            Exchange exchange = open(exchanges);
            Heard heard = new Heard();
            Request upload = request();
            upload.fields().remove("content-length").set("transfer-encoding", "chunked");
            WriteStream<Buffer> body = on(() -> Future.succeededFuture(exchange.begin(upload, heard)));
            String early = await(heard.done());
            Future<Exchange> second = opening(exchanges, () -> true);
            boolean waits = !second.isComplete();

            run(() -> {
                body.write(Buffer.buffer("abc"));
                body.end();
            });

            assertThat(early).isEqualTo("200 {}");
            assertThat(waits).isTrue();
            assertThat(answer(await(second))).isEqualTo("200 {}");
            assertThat(provider.connections()).isEqualTo(1);
        }
    }

    @Test
    void aFieldThatCannotBeSentLeavesTheConnectionAsItWas() throws Exception {
        try (FakeProvider provider = FakeProvider.answering(REPLY)) {
            Http1Exchanges exchanges = exchanges(provider.port(), 1, 1);
            Exchange exchange = open(exchanges);
            Request wrong = new Request(HttpMethod.GET, "/a b", MultiMap.caseInsensitiveMultiMap());
            assertThatThrownBy(() -> run(() -> exchange.send(wrong, Buffer.buffer(), new Heard())))
                    .hasCauseInstanceOf(IllegalArgumentException.class);
            run(exchange::cancel);

            String answer = answer(open(exchanges));

            assertThat(answer).isEqualTo("200 {}");
            assertThat(provider.connections()).isEqualTo(1);
        }
    }

    @Test
    void takesALaterConnectionsEndForTheBodys() throws Exception {
        try (FakeProvider provider = FakeProvider.running((wire, connection) -> {
            wire.read();
            wire.send("HTTP/1.1 200 OK\r\n\r\nabc");
            wire.finish();
        })) {
            Exchange exchange = open(exchanges(provider.port(), 1, 1));

            assertThat(answer(exchange)).isEqualTo("200 abc");
        }
    }

    @Test
    void closesAllWithTheProvider() throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        try (FakeProvider provider = FakeProvider.running((wire, connection) -> {
            wire.awaitClosed();
            left.countDown();
        })) {
            Http1Exchanges exchanges = exchanges(provider.port(), 1, 1);
            open(exchanges);
            Future<Exchange> waiting = opening(exchanges, () -> true);

            await(exchanges.close());

            assertThat(left.await(10, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(() -> await(waiting)).isInstanceOf(IllegalStateException.class);
        }
    }

    private Http1Exchanges exchanges(int port, int connections, int waiting) {
        NetClientOptions options = new NetClientOptions().setHostnameVerificationAlgorithm("HTTPS");
        Bounds bounds = new Bounds(connections, waiting, KEPT);
        return new Http1Exchanges(vertx, new Place("localhost", port, false), options, bounds, time);
    }

    private void pass(Duration span) throws Exception {
        run(() -> time.advance(span));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
