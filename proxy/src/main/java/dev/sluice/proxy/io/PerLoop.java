package dev.sluice.proxy.io;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What each event loop has of its own, made when it first needs it: nothing of it is shared, so nothing of it has to be locked.
 *
 * @param <T> what each has
 */
public final class PerLoop<T> {

    private final Map<Thread, T> loops = new ConcurrentHashMap<>();
    private final Supplier<T> maker;

    /**
     * Prepares; nothing is made yet.
     *
     * @param maker called on the loop that needs it
     */
    public PerLoop(Supplier<T> maker) {
        this.maker = maker;
    }

    /**
     * That of the loop that this is called on.
     *
     * @return always the same
     */
    public T own() {
        T known = loops.get(Thread.currentThread());
        return known != null ? known : loops.computeIfAbsent(Thread.currentThread(), loop -> maker.get());
    }

    /**
     * Those of all loops that needed one. For any thread.
     *
     * @return a view
     */
    public Collection<T> all() {
        return loops.values();
    }
}
