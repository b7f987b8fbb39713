package dev.sluice.proxy.upstream;

import io.vertx.core.Future;

/**
 * What is particular about the requests of one account, beyond a key in a field: signatures, tokens that expire, paths of
 * its own. Shared by all event loops; never blocks.
 */
public interface Account {

    /** Requests leave as they are. */
    Account PLAIN = new Account() {
        @Override
        public Future<Outgoing> prepare(Outgoing request) {
            return Future.succeededFuture(request);
        }
    };

    /**
     * The last step before a request leaves. Called once an attempt, on the call's event loop.
     *
     * @param request with all of its fields but {@code content-length}
     * @return the request as it leaves; a {@link dev.sluice.api.CallError} if it must not. Completes on the same event loop
     */
    Future<Outgoing> prepare(Outgoing request);

    /**
     * Whether {@link #prepare} proves whose request it is. It is left out then for callers who bring a key of their own.
     *
     * @return false if the key stands in a field
     */
    default boolean authenticates() {
        return false;
    }

    /** Closes what it holds open; called once, when no call uses it any more. */
    default void close() {}
}
