package dev.sluice.proxy.server;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.plugin.Timers;
import dev.sluice.proxy.io.Collector;
import dev.sluice.proxy.io.Room;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Takes in the body of one request, as long as it keeps coming and is not too large. */
final class RequestBody {

    private final HttpServerRequest request;
    private final long limit;
    private final Duration patience;
    private final Timers timers;
    private final Room.Share room;
    private final Collector collector;
    private final Promise<Buffer> complete = Promise.promise();
    private int chunks;
    private Timers.@Nullable Timer watch;

    /**
     * Prepares to take in a body.
     *
     * @param request its handlers are set by {@link #read}
     * @param limits how large it may be, how large all may be together, and how long to wait for the next piece
     * @param timers time
     * @param room what all bodies share
     */
    RequestBody(HttpServerRequest request, Limits limits, Timers timers, Room room) {
        this.request = request;
        this.limit = limits.maxBody();
        this.patience = limits.bodyTimeout();
        this.timers = timers;
        this.room = room.share(limits.maxBodies());
        this.collector = new Collector(limit);
    }

    /** What a request says of its body's length; -1 if nothing, or nothing that is a number. */
    static long announced(HttpServerRequest request) {
        String length = request.getHeader("content-length");
        try {
            return length == null ? -1 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return -1; // The codec has refused what is wrong by more than this.
        }
    }

    static CallError tooLarge(long limit) {
        return CallError.of(
                Category.TOO_LARGE,
                "request_too_large",
                "The request's body is larger than " + limit + " bytes. Send less, or have the limit raised.");
    }

    static CallError late(Duration patience) {
        return CallError.of(
                Category.REQUEST_TIMEOUT,
                "request_timeout",
                "The rest of the request's body did not come within " + patience.toMillis() + " ms.");
    }

    /** Starts to read; the body, or a {@link CallError}. Who sees the request break {@linkplain #drop drops} it. */
    Future<Buffer> read() {
        request.endHandler(end -> complete());
        request.handler(this::take);
        watch(chunks);
        return complete.future();
    }

    /** Holds more than has come: what the body becomes when its coding is undone. Refused where there is no room. */
    void grow(long bytes) {
        if (!room.take(bytes)) {
            throw Refusals.full();
        }
    }

    /** Nobody waits for it any more, and nobody needs it. */
    void drop() {
        room.give();
        if (!complete.future().isComplete()) {
            fail(new CancellationException("the call has ended"));
        }
    }

    private void take(Buffer chunk) {
        chunks++;
        if (complete.future().isComplete()) {
            return;
        }
        if (!room.take(chunk.length())) {
            fail(Refusals.full());
            return;
        }
        if (!collector.add(chunk)) {
            fail(tooLarge(limit));
        }
    }

    private void complete() {
        if (RequestFraming.isBroken(request)) {
            fail(RequestFraming.broken(request));
            return;
        }
        unwatch();
        complete.tryComplete(collector.bytes());
    }

    private void fail(Throwable cause) {
        unwatch();
        complete.tryFail(cause);
    }

    private void watch(int seen) {
        watch = timers.after(patience, () -> {
            if (chunks == seen) {
                fail(late(patience));
            } else {
                watch(chunks);
            }
        });
    }

    private void unwatch() {
        if (watch != null) {
            watch.cancel();
        }
    }
}
