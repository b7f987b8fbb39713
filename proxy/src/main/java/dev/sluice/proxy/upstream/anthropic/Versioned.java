package dev.sluice.proxy.upstream.anthropic;

import dev.sluice.proxy.upstream.Account;
import dev.sluice.proxy.upstream.Outgoing;
import io.vertx.core.Future;

/** Says which version of the API a request follows, where its client did not: calls that were translated, mostly. */
final class Versioned implements Account {

    private static final String FIELD = "anthropic-version";
    /** The version in which all can be said that chats have words for; the one after it knows no temperature. */
    private static final String TRANSLATED = "2023-06-01";

    @Override
    public Future<Outgoing> prepare(Outgoing request) {
        if (!request.fields().contains(FIELD)) {
            request.fields().set(FIELD, TRANSLATED);
        }
        return Future.succeededFuture(request);
    }
}
