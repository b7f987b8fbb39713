package dev.sluice.proxy.generation;

import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicReference;

/** The generation that new calls get. */
public final class Generations {

    private final AtomicReference<Generation> current;

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
        return current.getAndSet(next).retire();
    }
}
