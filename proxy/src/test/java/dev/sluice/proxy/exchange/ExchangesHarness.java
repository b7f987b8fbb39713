package dev.sluice.proxy.exchange;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;

/** One event loop, on which exchanges are opened and heard. */
public abstract class ExchangesHarness {

    protected final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Context loop = vertx.getOrCreateContext();

    @AfterEach
    final void close() throws Exception {
        await(vertx.close());
    }

    protected final Exchange open(Exchanges exchanges) throws Exception {
        return await(opening(exchanges, () -> true));
    }

    /** Once it waits, if it has to. */
    protected final Future<Exchange> opening(Exchanges exchanges, BooleanSupplier wanted) throws Exception {
        return on(() -> Future.succeededFuture(exchanges.open(wanted)));
    }

    protected final String answer(Exchange exchange) throws Exception {
        Heard heard = new Heard();
        run(() -> exchange.send(request(), Buffer.buffer("{}"), heard));
        return await(heard.done.future());
    }

    protected static Request request() {
        MultiMap fields =
                MultiMap.caseInsensitiveMultiMap().set("host", "localhost").set("content-length", "2");
        return new Request(HttpMethod.POST, "/v1/chat/completions", fields);
    }

    protected final void run(Runnable action) throws Exception {
        on(() -> {
            action.run();
            return Future.succeededFuture();
        });
    }

    protected final <T> T on(Supplier<Future<T>> action) throws Exception {
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

    protected static <T> T await(Future<T> future) throws Exception {
        return future.await(10, TimeUnit.SECONDS);
    }

    /** What was told. */
    public static class Heard implements ReplyListener {

        private final Promise<String> done = Promise.promise();
        private final Buffer body = Buffer.buffer();
        private int status;

        /** Status and body once it is complete. */
        public final Future<String> done() {
            return done.future();
        }

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
