package dev.sluice.proxy.server;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.stream.Coding;
import dev.sluice.api.stream.Decoder;
import dev.sluice.api.stream.Framing;
import dev.sluice.proxy.io.Collector;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Undoes the coding of one body a piece at a time, since a few bytes may become a thousand times as many: room is taken before more is
 * unpacked, and others have their turn of the event loop in between.
 */
final class Unpacking {

    /** Becomes a quarter of a megabyte at most: deflate makes 1,032 bytes of one (zlib's technical notes). */
    private static final int PIECE = 256;

    /** What is unpacked in one turn of the loop, in bytes, give or take a piece. */
    private static final int TURN = 64 * 1024;

    private final Buffer packed;
    private final long limit;
    private final LongConsumer room;
    private final Collector collector;
    private final Promise<Buffer> done = Promise.promise();
    private final Decoder decoder;
    private final Context context;
    private int at;

    /**
     * Prepares to unpack on the event loop that this is called on.
     *
     * @param coding a value of {@code content-encoding}
     * @param packed all of the body
     * @param limit what it may become, in bytes
     * @param room is told of what it becomes, in bytes, and throws a {@link CallError} if there is no room for it
     */
    Unpacking(String coding, Buffer packed, long limit, LongConsumer room) {
        this.packed = packed;
        this.limit = limit;
        this.room = room;
        this.collector = new Collector(limit);
        this.context = Objects.requireNonNull(Vertx.currentContext(), "not on an event loop");
        try {
            this.decoder = new Decoder(coding, Framing.opaque());
        } catch (Coding.CodingException e) {
            throw invalid(e.getMessage());
        }
    }

    /** Starts; the content, or a {@link CallError}. */
    Future<Buffer> run() {
        turn(null);
        return done.future();
    }

    /** Nobody waits for it any more. */
    void stop() {
        if (done.tryFail(new CancellationException("the call has ended"))) {
            decoder.close();
        }
    }

    private void turn(@Nullable Void nothing) {
        int unpacked = 0;
        try {
            while (unpacked < TURN && at < packed.length() && !done.future().isComplete()) {
                int end = Math.min(packed.length(), at + PIECE);
                unpacked += piece(packed.slice(at, end));
                at = end;
            }
        } catch (Coding.CodingException e) {
            fail(invalid(e.getMessage()));
        } catch (CallError e) {
            fail(e);
        }
        if (done.future().isComplete()) {
            return;
        }
        if (at < packed.length()) {
            context.runOnContext(this::turn);
        } else if (at > 0 && !decoder.isComplete()) {
            fail(invalid("It is cut off before the end of its content-encoding"));
        } else {
            decoder.close();
            done.complete(collector.bytes());
        }
    }

    private int piece(Buffer encoded) {
        Buffer content = decoder.feed(encoded).raw();
        room.accept(content.length());
        if (!collector.add(content)) {
            throw RequestBody.tooLarge(limit);
        }
        return content.length();
    }

    private void fail(CallError why) {
        if (done.tryFail(why)) {
            decoder.close();
        }
    }

    private static CallError invalid(@Nullable String why) {
        return CallError.of(
                Category.INVALID_REQUEST, "invalid_encoding", "The request's body cannot be decoded: " + why);
    }
}
