package dev.sluice.proxy.upstream;

import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Source;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * A session as the stream of a reply, so that whoever waits for the end of a stream hears of the session's, too. It has begun, without a
 * byte, when the socket is open; its frames go another way, and at its end only how much they were is told.
 */
final class SessionFrames implements Source<Frames> {

    private final Runnable close;
    private final Promise<Frames> said = Promise.promise();
    private final Promise<Frames> over = Promise.promise();
    private boolean begun;
    private boolean told;

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
        if (first) {
            return Future.succeededFuture(Frames.NONE);
        }
        boolean rest = !told;
        told = true;
        return rest ? said.future() : over.future();
    }

    @Override
    public void cancel() {
        CancellationException cause = new CancellationException("the session was given up");
        over.tryFail(cause);
        said.tryFail(cause);
        close.run();
    }

    /**
     * The session is over.
     *
     * @param failure null if it is so as it should be
     * @param bytes that the provider has said in it
     */
    void end(@Nullable Throwable failure, long bytes) {
        if (failure == null) {
            over.tryComplete();
        } else {
            over.tryFail(failure);
        }
        said.tryComplete(Frames.elsewhere(bytes));
    }
}
