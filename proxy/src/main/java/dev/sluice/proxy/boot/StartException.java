package dev.sluice.proxy.boot;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Something is in the way of starting, reloading or stopping. Its message is for the operator. */
public final class StartException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    StartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * Waits, off the event loops.
     *
     * @param future what is waited for
     * @param doing what it does, as in "cannot listen"
     * @param <T> its result
     * @return the result
     */
    static <T> T await(Future<T> future, String doing) {
        return await(future, doing, PATIENCE);
    }

    /**
     * Waits until a socket is open.
     *
     * @param opened what is waited for
     * @param at the address, and what for
     * @param setting of the config that says it
     * @param <T> what listens
     * @return it
     */
    static <T> T listening(Future<T> opened, String at, String setting) {
        try {
            return await(opened, "listen on " + at);
        } catch (StartException e) {
            throw new StartException(
                    e.getMessage() + "; end what listens there, or set " + setting + " to another address",
                    e.getCause());
        }
    }

    /** As {@link #await(Future, String)}, for so long at most. */
    static <T> T await(Future<T> future, String doing, Duration patience) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new StartException("Cannot " + doing + ": " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new StartException("Cannot " + doing + ": not done within " + patience.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("Cannot " + doing + ": interrupted", e);
        }
    }
}
