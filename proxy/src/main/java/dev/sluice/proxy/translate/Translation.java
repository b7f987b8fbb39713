package dev.sluice.proxy.translate;

import dev.sluice.api.Reply;
import io.vertx.core.Future;

/** One call that is ready to be sent in its provider's dialect. */
@FunctionalInterface
public interface Translation {

    /**
     * Makes one attempt.
     *
     * @return the reply in the client's dialect, the provider's errors included; a {@link dev.sluice.api.CallError} if there
     *     is none that can be understood
     */
    Future<Reply> send();
}
