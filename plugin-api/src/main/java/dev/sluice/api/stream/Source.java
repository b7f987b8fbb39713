package dev.sluice.api.stream;

import io.vertx.core.Future;

/**
 * A stream that is pulled.
 *
 * <p>The laws:
 *
 * <ol>
 *   <li>{@link #next} is called again only after the future of the call before has completed.
 *   <li>An item is never null; a result of null is the end, and stays the end.
 *   <li>A failure is the end too: what was delivered before it stands.
 *   <li>{@link #cancel} may be called at any time and any number of times, before or after the end. From then on nothing
 *       is delivered: a pending or later {@code next} fails, and what is above (a connection, say) is given up at once.
 * </ol>
 *
 * @param <T> the items
 */
public interface Source<T> {

    /**
     * Asks for the next item.
     *
     * @return the item, null at the end, or why the stream broke
     */
    Future<T> next();

    /** Gives up the rest. */
    void cancel();
}
