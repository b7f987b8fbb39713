package dev.sluice.api;

import io.vertx.core.Future;

/**
 * The rest of a chain, below one filter. Proceeding copies nothing and consumes nothing, so it may be done again; only an
 * upload can be sent just once: see {@link Call#isRepeatable}.
 *
 * <p>The host's laws: {@link #proceed} returns at once and never throws. It may be called on any thread: on another than the
 * call's event loop it goes on there, and so does its future. Its future completes, within the host's own
 * timers at the latest. When the call's {@linkplain Call#scope() scope} ends, an attempt that is under way is given up at
 * once: its future, or the frames of its reply, fail with {@link CallError.Category#CANCELLED}. A call whose scope has
 * ended already is not sent at all, and fails the same way.
 */
@FunctionalInterface
public interface Next {

    /**
     * Sends the call through the filters below and to its target.
     *
     * @param call the call that the filters below see; to cancel it apart from its origin, proceed with a
     *     {@linkplain Call#fork() fork}
     * @return the reply as the filters below left it, or a failure, nearly always a {@link CallError}
     */
    Future<Reply> proceed(Call call);
}
