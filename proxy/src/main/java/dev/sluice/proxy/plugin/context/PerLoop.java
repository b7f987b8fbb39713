package dev.sluice.proxy.plugin.context;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * State that each event loop has for itself. Kept in a map by thread and not in a {@code ThreadLocal}, so that it can be
 * let go from outside.
 */
final class PerLoop<T> implements Supplier<T> {

    private final Lease lease;
    private final Supplier<T> initial;
    private final Map<Thread, T> states = new ConcurrentHashMap<>();

    PerLoop(Lease lease, Supplier<T> initial) {
        this.lease = lease;
        this.initial = initial;
    }

    @Override
    public T get() {
        T state = states.get(Thread.currentThread());
        return state != null ? state : first();
    }

    Future<Void> clear() {
        states.clear();
        return Future.succeededFuture();
    }

    private T first() {
        lease.check();
        if (!Context.isOnEventLoopThread()) {
            throw new IllegalStateException("Expected an event loop, found the thread "
                    + Thread.currentThread().getName()
                    + ": state per loop is read where a filter is called, not in blocking work.");
        }
        T state = initial.get();
        states.put(Thread.currentThread(), state);
        return state;
    }
}
