package dev.sluice.api;

import io.vertx.core.Future;

/** The rest of a chain, below one filter. Proceeding copies nothing and consumes nothing: it may be done again. */
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
