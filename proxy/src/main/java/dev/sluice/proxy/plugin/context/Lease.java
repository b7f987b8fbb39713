package dev.sluice.proxy.plugin.context;

import dev.sluice.api.Fatal;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** All that one context has lent out, and how to take it back. */
final class Lease {

    private final Owner owner;
    private final Logger logger;
    private final Duration limit;
    private final Deque<Undo> undos = new ArrayDeque<>();
    private volatile boolean ended;

    Lease(Owner owner, Logger logger, Duration limit) {
        this.owner = owner;
        this.logger = logger;
        this.limit = limit;
    }

    /** Refuses whoever comes too late. */
    void check() {
        if (ended) {
            throw refusal();
        }
    }

    /** What it says to whoever comes too late. */
    IllegalStateException refusal() {
        return new IllegalStateException("Expected an open context, but that of " + owner
                + " was closed when its generation ended: stop using it in onClose, and keep it in no static field.");
    }

    /**
     * Remembers what has to be undone.
     *
     * @throws IllegalStateException if it is too late for that; nothing is remembered
     */
    void hold(String what, Supplier<Future<Void>> undo) {
        synchronized (undos) {
            check();
            undos.push(new Undo(what, undo));
        }
    }

    /** Undoes everything, last first, and whatever is lent meanwhile. Blocks. Ends once: later calls do nothing. */
    void end() {
        for (Undo undo = next(); undo != null; undo = next()) {
            undo(undo);
        }
    }

    private @Nullable Undo next() {
        synchronized (undos) {
            Undo undo = undos.poll();
            ended |= undo == null;
            return undo;
        }
    }

    @SuppressWarnings("CatchThrowable") // The others are to be closed, whatever this one throws.
    private void undo(Undo undo) {
        try {
            undo.action().get().toCompletionStage().toCompletableFuture().get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            failed(undo, e.getCause());
        } catch (TimeoutException e) {
            logger.atWarn().log("{} did not close its {} within {}; going on without it", owner, undo.what(), limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failed(undo, e);
        } catch (Throwable e) {
            Fatal.rethrow(e);
            failed(undo, e);
        }
    }

    private void failed(Undo undo, @Nullable Throwable failure) {
        logger.atWarn().setCause(failure).log("{} failed to close its {}; going on", owner, undo.what());
    }

    private record Undo(String what, Supplier<Future<Void>> action) {}
}
