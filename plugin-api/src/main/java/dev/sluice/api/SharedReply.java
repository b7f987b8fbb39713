package dev.sluice.api;

import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Replay;
import dev.sluice.api.stream.Source;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * One upstream call whose reply several calls get: a single flight while it is under way, a cached reply when it is there.
 *
 * <p>The upstream call belongs to none of those who join. It goes on as long as one of them is left, whoever was first;
 * when the last leaves before the end, it is cancelled at once. Each reads a stream from its beginning and at its own
 * pace: see {@link Replay}, also for what bounds the memory. Used on one event loop, by calls of one tenant. All
 * get it as it came for the first, from its endpoint: who has called another has it said otherwise.
 */
public final class SharedReply {
    private final Scope scope;
    private final Future<Reply> reply;
    private final long maxBytes;
    private @Nullable Replay<Frames> frames;
    private int joined;

    private SharedReply(Call call, Next next, long maxBytes) {
        this.scope = call.scope();
        this.maxBytes = maxBytes;
        this.reply = next.proceed(call).onSuccess(arrived -> {
            if (arrived instanceof Streamed streamed) {
                frames = Replay.of(streamed.frames(), maxBytes);
            }
        });
    }

    /**
     * Sends a call for whoever is going to join.
     *
     * @param call the first of them; what is sent is {@linkplain Call#detach() detached} from it. It still has to join
     * @param next where to
     * @param maxBytes what is kept of a reply at most: one that is larger serves those who have joined by then, and nobody after
     * @return the reply to be
     */
    public static SharedReply start(Call call, Next next, long maxBytes) {
        return new SharedReply(call.detach(), next, maxBytes);
    }

    /**
     * Whether one more call may join.
     *
     * @return false for good once it failed, was an error, was given up, or is larger than what is kept
     */
    public boolean isOpen() {
        if (!reply.isComplete()) {
            return !scope.ended();
        }
        return reply.succeeded() && reply.result().isSuccess() && isKept(reply.result());
    }

    private boolean isKept(Reply arrived) {
        return switch (arrived) {
            case Whole whole -> whole.body().length() <= maxBytes;
            case Streamed streamed -> frames != null && frames.isOpen();
        };
    }

    /**
     * Joins a call.
     *
     * @param call leaves when its scope ends, if not before
     * @return the reply for it
     */
    public Future<Reply> join(Call call) {
        joined++;
        call.scope().onEnd(this::leave);
        return reply.compose(arrived -> call.scope().ended()
                ? Future.failedFuture(nobodyLeft()) // A reader that is gone would be the first to give the stream up.
                : Future.succeededFuture(forOne(arrived, call.scope())));
    }

    private void leave() {
        if (--joined == 0) {
            scope.end(nobodyLeft());
        }
    }

    private Reply forOne(Reply arrived, Scope reader) {
        if (frames == null || !(arrived instanceof Streamed stream)) {
            return arrived;
        }
        Source<Frames> source = frames.read();
        reader.onEnd(source::cancel);
        return stream.withFrames(source);
    }

    private static CallError nobodyLeft() {
        return CallError.of(CallError.Category.CANCELLED, "cancelled", "Nobody is left to read the answer.");
    }
}
