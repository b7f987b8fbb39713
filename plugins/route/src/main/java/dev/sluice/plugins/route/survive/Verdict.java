package dev.sluice.plugins.route.survive;

import dev.sluice.api.Reply;
import dev.sluice.api.Streamed;
import dev.sluice.plugins.route.config.Cause;
import io.vertx.core.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of an attempt.
 *
 * @param result what the caller gets if nothing better comes
 * @param cause why that is no answer; null if it is one, or if trying elsewhere could not help
 * @param what happened, for people
 * @param retryAfter how long the provider asked to be left alone; null if it did not
 */
record Verdict(
        Future<Reply> result,
        @Nullable Cause cause,
        String what,
        @Nullable Duration retryAfter) {

    private static final int UNAVAILABLE = 503;

    /** Anthropic's word for it. */
    private static final int OVERLOADED = 529;

    static Verdict answer(Reply reply) {
        return new Verdict(Future.succeededFuture(reply), null, "answered", null);
    }

    static Verdict failed(Throwable failure, @Nullable Cause cause, String what, @Nullable Duration retryAfter) {
        return new Verdict(Future.failedFuture(failure), cause, what, retryAfter);
    }

    /** Whether it is an answer that the caller was after. */
    boolean isAnswer() {
        return cause == null && result.succeeded() && result.result().isSuccess();
    }

    /** Whether the target had too much to do. */
    boolean isOverload() {
        boolean busy = result.succeeded()
                && (result.result().status() == UNAVAILABLE || result.result().status() == OVERLOADED);
        return busy || cause == Cause.RATE_LIMIT || cause == Cause.TIMEOUT;
    }

    /** Whether there is more of it to come. */
    boolean holdsOpen() {
        return result.succeeded() && result.result() instanceof Streamed;
    }

    /** The caller does not get it: what it holds open is closed. */
    void drop() {
        if (result.succeeded()) {
            result.result().cancel();
        }
    }
}
