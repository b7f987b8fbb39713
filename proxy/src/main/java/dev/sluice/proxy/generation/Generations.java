package dev.sluice.proxy.generation;

import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** The generation that new calls get. */
public final class Generations {

    private final AtomicReference<Generation> current;
    private final Set<Future<Void>> closing = ConcurrentHashMap.newKeySet();

    /**
     * Starts with the first.
     *
     * @param first serves until it is replaced
     */
    public Generations(Generation first) {
        this.current = new AtomicReference<>(first);
    }

    /**
     * Begins to use the current one.
     *
     * @return entered; the caller leaves it
     */
    public Generation enter() {
        Generation generation = current.get();
        while (!generation.enter()) {
            generation = current.get();
        }
        return generation;
    }

    /**
     * The current one, to look at.
     *
     * @return not entered
     */
    public Generation current() {
        return current.get();
    }

    /**
     * Puts another in its place.
     *
     * @param next gets all calls that begin from now on
     * @return done when the one before has closed
     */
    public Future<Void> replace(Generation next) {
        return retire(current.getAndSet(next));
    }

    /**
     * Ends the current one. Called last, once.
     *
     * @return done when it, and all before it, have closed
     */
    public Future<Void> retire() {
        retire(current.get());
        return Future.join(List.copyOf(closing)).mapEmpty();
    }

    private Future<Void> retire(Generation generation) {
        Future<Void> closed = generation.retire();
        closing.add(closed);
        return closed.onComplete(done -> closing.remove(closed));
    }
}
