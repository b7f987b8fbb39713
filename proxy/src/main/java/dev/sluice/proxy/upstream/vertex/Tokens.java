package dev.sluice.proxy.upstream.vertex;

import dev.sluice.proxy.upstream.ProviderKind.Means;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The account's token, for all event loops: asked for once however many calls wait, and again before it expires. */
final class Tokens {
    private final Supplier<Future<Token>> source;
    private final Means means;
    private final Runnable close;
    private final AtomicReference<@Nullable Future<Token>> asking = new AtomicReference<>();
    private volatile @Nullable Token latest;

    Tokens(TokenEndpoint endpoint, Means means) {
        this(endpoint::token, means, endpoint::close);
    }

    Tokens(Supplier<Future<Token>> source, Means means, Runnable close) {
        this.source = source;
        this.means = means;
        this.close = close;
    }

    /** A good token; completes on the event loop that this is called on. */
    Future<Token> get() {
        Token known = latest;
        Instant now = means.timers().now();
        if (known == null || !known.isGood(now)) {
            return here(ask());
        }
        if (known.isAging(now)) {
            ask(); // Calls go on with the one that is there.
        }
        return Future.succeededFuture(known);
    }

    private Future<Token> ask() {
        Promise<Token> promise = Promise.promise();
        Future<Token> others = asking.compareAndExchange(null, promise.future());
        if (others != null) {
            return others;
        }
        source.get().onComplete(came -> {
            latest = came.succeeded() ? came.result() : latest;
            asking.set(null);
            complete(promise, came);
        });
        return promise.future();
    }

    private Future<Token> here(Future<Token> elsewhere) {
        Context context = means.vertx().getOrCreateContext();
        Promise<Token> promise = Promise.promise();
        elsewhere.onComplete(came -> context.runOnContext(turn -> complete(promise, came)));
        return promise.future();
    }

    private static void complete(Promise<Token> promise, AsyncResult<Token> came) {
        if (came.succeeded()) {
            promise.complete(came.result());
        } else {
            promise.fail(came.cause());
        }
    }

    void close() {
        close.run();
    }
}
