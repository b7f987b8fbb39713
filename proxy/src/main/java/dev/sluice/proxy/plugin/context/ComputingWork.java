package dev.sluice.proxy.plugin.context;

import dev.sluice.api.CallError;
import dev.sluice.api.Scope;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One context's work in the lanes that all contexts share. */
final class ComputingWork {

    private static final Duration LATER = Duration.ofSeconds(2);

    private final Owner owner;
    private final Computing computing;
    private final Set<Piece<?>> inHand = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    ComputingWork(Owner owner, Computing computing) {
        this.owner = owner;
        this.computing = computing;
    }

    /** Starts a piece of work; its result comes on the caller's context if it has one. */
    <T> Future<T> start(Scope scope, long size, Callable<T> work) {
        ContextInternal context = ContextInternal.current();
        Promise<T> result = context == null ? Promise.promise() : context.promise();
        Lane lane = computing.lane(size);
        Piece<T> piece = new Piece<>(owner, size, lane, result, inHand::remove, work);
        inHand.add(piece);
        if (stopped) {
            return piece.refused(CallError.cancelled("the generation has ended"));
        }
        if (!lane.take(piece)) {
            return piece.refused(overloaded());
        }
        scope.onEnd(piece::cancel);
        if (stopped) { // It ended at this very moment, and may not have seen this piece.
            piece.cancel();
        }
        return piece.result();
    }

    /** Interrupts all work and waits for it to stop. Blocks. */
    Future<Void> stop(Duration patience) {
        stopped = true;
        List<Piece<?>> pieces = List.copyOf(inHand);
        pieces.forEach(Piece::cancel);
        CompletableFuture<?>[] ends = pieces.stream().map(Piece::ended).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends).get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return Future.succeededFuture();
        } catch (TimeoutException e) {
            return Future.failedFuture(
                    "Computing work goes on although it was interrupted: it has to go past a Checkpoint"
                            + " now and then, since the plugin's classes cannot be unloaded before.");
        } catch (ExecutionException e) {
            return Future.failedFuture(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Future.failedFuture(e);
        }
    }

    private static CallError overloaded() {
        return CallError.of(
                        CallError.Category.OVERLOADED,
                        "too_much_to_look_at",
                        "Expected less to look at than the filters can in some seconds, found more: other large calls are"
                                + " under way. Try again later, or with a smaller body.")
                .withRetryAfter(LATER);
    }
}
