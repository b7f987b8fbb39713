package dev.sluice.proxy.exchange;

import io.vertx.core.Future;
import java.util.function.BooleanSupplier;

/** Opens exchanges with one provider. For any event loop; each has its own connections. */
public interface Exchanges {

    /**
     * Opens one on the event loop that this is called on.
     *
     * @param wanted asked while it waits for a connection: one that is not wanted any more leaves its place to others, and its
     *     future may never complete
     * @return completed on the caller's context, at once where a connection is free; fails if none can be had. It is to be used
     *     or {@linkplain Exchange#cancel cancelled}
     */
    Future<Exchange> open(BooleanSupplier wanted);

    /**
     * Closes all connections, whatever they are used for.
     *
     * @return done when they are closed
     */
    Future<Void> close();
}
