package dev.sluice.proxy.upstream.vertex;

import dev.sluice.proxy.upstream.Account;
import dev.sluice.proxy.upstream.Outgoing;
import io.vertx.core.Future;

/**
 * An account whose key is in the header already.
 *
 * @param paths its paths
 */
record KeyedAccount(PublisherPaths paths) implements Account {

    @Override
    public Future<Outgoing> prepare(Outgoing request) {
        request.fields().remove("openai-project"); // The project is said by the path here.
        return Future.succeededFuture(request.withUri(paths.of(request.uri())));
    }
}
