package dev.sluice.api.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server on loopback that says all of its reply, or half of it and then nothing. */
class BoundedExchangeTest {

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(1));
    private final HeldTimers timers = new HeldTimers();
    private final Promise<Void> begun = Promise.promise();
    private HttpServer server;

    @BeforeEach
    void serve() throws TimeoutException {
        server = vertx.createHttpServer()
                .requestHandler(BoundedExchangeTest::answer)
                .listen(0, "127.0.0.1")
                .await(5, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws TimeoutException {
        vertx.close().await(5, TimeUnit.SECONDS);
    }

    @Test
    void givesTheConnectionOfAReplyBackThatStopsHalfway() throws Exception {
        Future<String> half = asked("/half");
        begun.future().await(5, TimeUnit.SECONDS);

        timers.runOut();
        String next = asked("/whole").await(5, TimeUnit.SECONDS);

        assertThatThrownBy(() -> half.await(5, TimeUnit.SECONDS))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("Expected all of a reply within 2000 ms, found none, or a part of it");
        assertThat(next).isEqualTo("all of it");
    }

    @Test
    void leavesNoTimerBehind() throws Exception {
        asked("/whole").await(5, TimeUnit.SECONDS);

        assertThat(timers.held).isEmpty();
    }

    private static void answer(HttpServerRequest request) {
        if (request.path().equals("/half")) {
            request.response().putHeader("content-length", "9").write("all ");
        } else {
            request.response().end("all of it");
        }
    }

    private Future<String> asked(String path) {
        return client.request(HttpMethod.GET, server.actualPort(), "127.0.0.1", path)
                .compose(request -> BoundedExchange.within(
                        request,
                        Duration.ofSeconds(2),
                        timers,
                        sent -> sent.send().compose(reply -> {
                            begun.tryComplete();
                            return BoundedBody.of(reply, 100, "").map(Object::toString);
                        })));
    }

    /** Timers that run out when a test says so, on the loop of who made them. */
    private final class HeldTimers implements Timers {

        private final LinkedBlockingQueue<Runnable> held = new LinkedBlockingQueue<>();

        void runOut() throws InterruptedException {
            held.take().run();
        }

        @Override
        public Timer after(Duration delay, Runnable action) {
            Context loop = vertx.getOrCreateContext();
            Runnable there = () -> loop.runOnContext(turn -> action.run());
            held.add(there);
            return () -> held.remove(there);
        }

        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }
    }
}
