package dev.sluice.proxy.upstream.anthropic;

import dev.sluice.proxy.dialect.anthropic.AnthropicDialect;
import dev.sluice.proxy.upstream.Account;
import dev.sluice.proxy.upstream.Outgoing;
import io.vertx.core.Future;

/** Says which version of the API a request follows, where its client did not: calls that were translated, mostly. */
final class Versioned implements Account {

    @Override
    public Future<Outgoing> prepare(Outgoing request) {
        if (!request.fields().contains(AnthropicDialect.VERSION_HEADER)) {
            request.fields().set(AnthropicDialect.VERSION_HEADER, AnthropicDialect.VERSION);
        }
        return Future.succeededFuture(request);
    }
}
