package dev.sluice.proxy.exchange.http1;

import static dev.sluice.proxy.testing.FakeProvider.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.proxy.exchange.Exchange;
import dev.sluice.proxy.exchange.ReplyHead;
import dev.sluice.proxy.exchange.ReplyListener;
import dev.sluice.proxy.exchange.Request;
import dev.sluice.proxy.exchange.http1.Http1Exchanges.Bounds;
import dev.sluice.proxy.exchange.http1.Http1Exchanges.Place;
import dev.sluice.proxy.testing.FakeProvider;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SelfSignedCertificate;
import io.vertx.core.streams.WriteStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections are kept, bounded, and left when they should be. */
@SuppressWarnings("removal") // No other way makes a certificate without a file in the repository.
class Http1ExchangesTest {

    private static final Duration KEPT = Duration.ofSeconds(20);
    private static final String REPLY = json("{}");

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Context loop = vertx.getOrCreateContext();
    private final VirtualTime time = new VirtualTime();

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    @Test
    void answersTwoOverOneConnection() throws Exception {
        try (FakeProvider provider = FakeProvider.answering(REPLY)) {
            Http1Exchanges exchanges = exchanges(provider.port(), 8, 8);
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
    void oneThatIsGivenUpIsLeftAtOnce() throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        try (FakeProvider provider = FakeProvider.running((wire, connection) -> {
            wire.read();
            wire.awaitClosed();
            left.countDown();
        })) {
            Exchange exchange = open(exchanges(provider.port(), 8, 8));
            Heard heard = new Heard();
            run(() -> exchange.send(request(), Buffer.buffer("{}"), heard));

            run(exchange::cancel);

            assertThat(left.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(heard.done.future().isComplete()).isFalse();
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
            String early = await(heard.done.future());
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
    void oneThatIsGivenUpWhileItsRequestIsSentIsLeftThoughItsReplyIsThere() throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        try (FakeProvider provider = FakeProvider.running((wire, connection) -> {
            wire.head();
            wire.send(REPLY).awaitClosed();
            left.countDown();
        })) {
            Exchange exchange = open(exchanges(provider.port(), 1, 1));
            Heard heard = new Heard();
            Request upload = request();
            upload.fields().remove("content-length").set("transfer-encoding", "chunked");
            run(() -> exchange.begin(upload, heard));
            await(heard.done.future());

            run(exchange::cancel);

            assertThat(left.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void whoThrowsWhenToldHearsThatItFailedAndNobodyElseGetsTheRest() throws Exception {
        try (FakeProvider provider = FakeProvider.answering(REPLY)) {
            Http1Exchanges exchanges = exchanges(provider.port(), 1, 1);
            Exchange exchange = open(exchanges);
            Heard heard = new Heard() {
                @Override
                public void onHead(ReplyHead head) {
                    throw new IllegalStateException("of the test");
                }
            };
            run(() -> exchange.send(request(), Buffer.buffer("{}"), heard));
            assertThatThrownBy(() -> await(heard.done.future())).hasMessage("of the test");

            Exchange second = open(exchanges);

            assertThat(second.isOnUsedConnection()).isFalse();
            assertThat(answer(second)).isEqualTo("200 {}");
        }
    }

    @Test
    void framesTheChunksOfAnUpload() throws Exception {
        try (FakeProvider provider = FakeProvider.answering(REPLY)) {
            Exchange exchange = open(exchanges(provider.port(), 1, 1));
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

            assertThat(await(heard.done.future())).isEqualTo("200 {}");
            assertThat(provider.requests())
                    .singleElement()
                    .satisfies(asked -> assertThat(asked.body()).isEqualTo("first, " + "x".repeat(3_000)));
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

    @Test
    void trustsNobodyWhoHasAnothersName() throws Exception {
        SelfSignedCertificate certificate = SelfSignedCertificate.create("elsewhere.example.com");
        int port = secure(certificate);
        NetClientOptions options = trusting(certificate).setHostnameVerificationAlgorithm("HTTPS");
        Http1Exchanges exchanges = exchanges(port, true, options, new Bounds(1, 1, KEPT));

        Future<Exchange> opened = opening(exchanges, () -> true);

        assertThatThrownBy(() -> await(opened)).isInstanceOf(SSLException.class);
        certificate.delete();
    }

    @Test
    void speaksTlsWithWhomItTrusts() throws Exception {
        SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
        int port = secure(certificate);
        NetClientOptions options = trusting(certificate).setHostnameVerificationAlgorithm("HTTPS");
        Http1Exchanges exchanges = exchanges(port, true, options, new Bounds(1, 1, KEPT));

        Exchange exchange = open(exchanges);

        assertThat(answer(exchange)).isEqualTo("200 safe");
        certificate.delete();
    }

    private int secure(SelfSignedCertificate certificate) throws Exception {
        HttpServerOptions options =
                new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate.keyCertOptions());
        HttpServer server = vertx.createHttpServer(options)
                .requestHandler(request -> request.response().end("safe"));
        return await(server.listen(0, "127.0.0.1")).actualPort();
    }

    private static NetClientOptions trusting(SelfSignedCertificate certificate) {
        return new NetClientOptions().setTrustOptions(new PemTrustOptions().addCertPath(certificate.certificatePath()));
    }

    private Http1Exchanges exchanges(int port, int connections, int waiting) {
        NetClientOptions options = new NetClientOptions().setHostnameVerificationAlgorithm("HTTPS");
        return exchanges(port, false, options, new Bounds(connections, waiting, KEPT));
    }

    private Http1Exchanges exchanges(int port, boolean ssl, NetClientOptions options, Bounds bounds) {
        return new Http1Exchanges(vertx, new Place("localhost", port, ssl), options, bounds, time);
    }

    private Exchange open(Http1Exchanges exchanges) throws Exception {
        return await(opening(exchanges, () -> true));
    }

    /** Once it waits, if it has to. */
    private Future<Exchange> opening(Http1Exchanges exchanges, BooleanSupplier wanted) throws Exception {
        return on(() -> Future.succeededFuture(exchanges.open(wanted)));
    }

    private String answer(Exchange exchange) throws Exception {
        Heard heard = new Heard();
        run(() -> exchange.send(request(), Buffer.buffer("{}"), heard));
        return await(heard.done.future());
    }

    private static Request request() {
        MultiMap fields =
                MultiMap.caseInsensitiveMultiMap().set("host", "localhost").set("content-length", "2");
        return new Request(HttpMethod.POST, "/v1/chat/completions", fields);
    }

    private void pass(Duration span) throws Exception {
        run(() -> time.advance(span));
    }

    private void run(Runnable action) throws Exception {
        on(() -> {
            action.run();
            return Future.succeededFuture();
        });
    }

    private <T> T on(Supplier<Future<T>> action) throws Exception {
        Promise<T> done = Promise.promise();
        loop.runOnContext(now -> {
            try {
                action.get().onComplete(done);
            } catch (RuntimeException e) {
                done.fail(new IllegalStateException(e));
            }
        });
        return await(done.future());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.await(10, TimeUnit.SECONDS);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** What was told: status and body once it is complete. */
    private static class Heard implements ReplyListener {

        private final Promise<String> done = Promise.promise();
        private final Buffer body = Buffer.buffer();
        private int status;

        @Override
        public void onHead(ReplyHead head) {
            status = head.status();
        }

        @Override
        public void onBytes(Buffer bytes) {
            body.appendBuffer(bytes);
        }

        @Override
        public void onEnd() {
            done.complete(status + " " + body);
        }

        @Override
        public void onFailure(Throwable cause) {
            done.fail(cause);
        }
    }
}
