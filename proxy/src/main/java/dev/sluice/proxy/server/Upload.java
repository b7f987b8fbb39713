package dev.sluice.proxy.server;

import dev.sluice.api.CallError;
import dev.sluice.api.plugin.Timers;
import dev.sluice.api.stream.Source;
import dev.sluice.proxy.io.PushedSource;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** A body that is streamed through, as long as it keeps coming and is not too large. */
final class Upload implements Source<Buffer> {

    private final HttpServerRequest request;
    private final PushedSource bytes;
    private final long limit;
    private final Duration patience;
    private final Timers timers;
    private long taken;

    Upload(HttpServerRequest request, long limit, Duration patience, Timers timers) {
        this.request = request;
        this.bytes = new PushedSource(request, request::resume);
        this.limit = limit;
        this.patience = patience;
        this.timers = timers;
    }

    @Override
    public Future<Buffer> next() {
        Future<Buffer> chunk = bytes.next();
        if (!chunk.isComplete()) {
            Timers.Timer watch = timers.after(patience, () -> bytes.failed(RequestBody.late(patience)));
            chunk = chunk.onComplete(came -> watch.cancel());
        }
        return chunk.compose(this::counted, Upload::told);
    }

    private Future<Buffer> counted(@Nullable Buffer chunk) {
        if (chunk == null && RequestFraming.isBroken(request)) {
            return Future.failedFuture(RequestFraming.broken(request));
        }
        taken += chunk == null ? 0 : chunk.length();
        if (taken <= limit) {
            return Future.succeededFuture(chunk);
        }
        CallError tooLarge = RequestBody.tooLarge(limit);
        bytes.failed(tooLarge);
        return Future.failedFuture(tooLarge);
    }

    /** Why it broke, told so that nobody takes it for the provider's fault. */
    private static Future<Buffer> told(Throwable cause) {
        return Future.failedFuture(
                cause instanceof CallError ? cause : new CancellationException("the client has left"));
    }

    @Override
    public void cancel() {
        drop();
    }

    /** Reads no more; what still comes is dropped, since the reply goes over the same connection. */
    void drop() {
        bytes.cancelQuietly();
    }
}
