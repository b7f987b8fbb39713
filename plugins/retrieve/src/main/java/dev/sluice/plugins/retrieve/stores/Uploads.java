package dev.sluice.plugins.retrieve.stores;

import dev.sluice.api.Body;
import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.stream.Source;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Bodies that are read whole, within what all of them may take together. */
final class Uploads {

    private static final Duration LATER = Duration.ofSeconds(1);

    private final long room;
    private final AtomicLong taken = new AtomicLong();

    Uploads(long room) {
        this.room = room;
    }

    /** Reads a body of at most so many bytes and does something with it; its room is free again when that is done. */
    <T> Future<T> with(Body body, long limit, Function<Buffer, Future<T>> work) {
        if (body instanceof Body.Bytes there) {
            return work.apply(there.bytes());
        }
        Body.Upload upload = (Body.Upload) body;
        if (upload.length() > limit) {
            upload.bytes().cancel();
            return Future.failedFuture(tooLarge(limit));
        }
        Collecting collecting = new Collecting(upload.bytes(), limit);
        return collecting.all().compose(work).onComplete(done -> taken.addAndGet(-collecting.counted));
    }

    private static CallError tooLarge(long limit) {
        return CallError.of(
                Category.TOO_LARGE, "request_too_large", "Expected a body of at most " + limit + " bytes here.");
    }

    /** One body as it comes; what has come counts at once. */
    private final class Collecting {

        private final Source<Buffer> source;
        private final long limit;
        private final Buffer all = Buffer.buffer();
        private long counted;

        Collecting(Source<Buffer> source, long limit) {
            this.source = source;
            this.limit = limit;
        }

        Future<Buffer> all() {
            Promise<Buffer> end = Promise.promise();
            pull(end);
            return end.future();
        }

        /** A loop as long as more is there at once, so that many pieces take no stack. */
        private void pull(Promise<Buffer> end) {
            Future<Buffer> next = source.next();
            while (next.isComplete() && take(next, end)) {
                next = source.next();
            }
            if (!next.isComplete()) {
                Future<Buffer> pending = next;
                pending.onComplete(done -> {
                    if (take(pending, end)) {
                        pull(end);
                    }
                });
            }
        }

        /** Whether there may be more. */
        private boolean take(Future<Buffer> came, Promise<Buffer> end) {
            if (came.failed()) {
                end.fail(came.cause());
                return false;
            }
            Buffer piece = came.result();
            if (piece == null) {
                end.complete(all);
                return false;
            }
            counted += piece.length();
            if (taken.addAndGet(piece.length()) > room) {
                return refuse(
                        end,
                        CallError.of(Category.OVERLOADED, "overloaded", "Too many uploads at a time. Try again.")
                                .withRetryAfter(LATER));
            }
            if (counted > limit) {
                return refuse(end, tooLarge(limit));
            }
            all.appendBuffer(piece);
            return true;
        }

        private boolean refuse(Promise<Buffer> end, CallError error) {
            source.cancel();
            end.fail(error);
            return false;
        }
    }
}
