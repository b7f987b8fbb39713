package dev.sluice.proxy.upstream;

import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Source;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * A session as the stream of a reply, so that whoever waits for the end of a stream hears of the session's, too. It has begun, without a
 * byte, when the socket is open; its frames go another way.
 */
final class SessionFrames implements Source<Frames> {

    private final Runnable close;
    private final Promise<Frames> over = Promise.promise();
    private boolean begun;

    /**
     * Makes the stream of a session that is open.
     *
     * @param close gives the session up; may be called when it is over
     */
    SessionFrames(Runnable close) {
        this.close = close;
    }

    @Override
    public Future<Frames> next() {
        boolean first = !begun && !over.future().isComplete();
        begun = true;
        return first ? Future.succeededFuture(Frames.NONE) : over.future();
    }

    @Override
    public void cancel() {
        over.tryFail(new CancellationException("the session was given up"));
        close.run();
    }

    /** The session is over: as it should be, if {@code failure} is null. */
    void end(@Nullable Throwable failure) {
        if (failure == null) {
            over.tryComplete();
        } else {
            over.tryFail(failure);
        }
    }
}
