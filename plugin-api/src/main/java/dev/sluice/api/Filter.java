package dev.sluice.api;

import io.vertx.core.Future;

/**
 * One link of a chain: sees a call on its way out and the reply on its way back.
 *
 * <p>The laws of {@link #apply}:
 *
 * <ol>
 *   <li>It returns at once and never blocks the event loop.
 *   <li>It may proceed no time (a cache hit, a refusal), once (the common case), or several times (a retry, a hedge, a
 *       cascade), one after the other or side by side.
 *   <li>The future it returns completes, with a reply or a failure; a {@link CallError} reaches the client in the
 *       client's own dialect. What it throws counts as a failed future.
 *   <li>Every {@link Streamed} reply that it got and does not return, it {@linkplain Reply#cancel() cancels}.
 * </ol>
 *
 * The future may complete on any thread: the host goes on on the call's own loop. Once it is complete, or the filter's
 * deadline has passed, proceeding fails; what is to be sent aside (a shadow) is sent before.
 *
 * The host contains a filter that breaks a law: after the filter's own deadline (time spent below it does not count)
 * or on an unexpected exception it does what the filter's {@link OnError} says, and logs it with the exception's message:
 * content of a call does not belong there. A refusal holds even if it comes late.
 */
@FunctionalInterface
public interface Filter {

    /**
     * Handles one call.
     *
     * @param call the call as the filters above left it; immutable
     * @param next the rest of the chain
     * @return the reply that the filters above see
     */
    Future<Reply> apply(Call call, Next next);
}
