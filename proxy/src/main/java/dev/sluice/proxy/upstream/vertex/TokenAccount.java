package dev.sluice.proxy.upstream.vertex;

import dev.sluice.proxy.upstream.Account;
import dev.sluice.proxy.upstream.Outgoing;
import io.vertx.core.Future;

/**
 * An account that sends a token along.
 *
 * @param paths its paths
 * @param tokens where it comes from
 */
record TokenAccount(PublisherPaths paths, Tokens tokens) implements Account {

    @Override
    public Future<Outgoing> prepare(Outgoing request) {
        return tokens.get().map(token -> {
            request.fields().remove("openai-project"); // The project is said by the path here.
            request.fields().set("authorization", token.header());
            return request.withUri(paths.of(request.uri()));
        });
    }

    @Override
    public void close() {
        tokens.close();
    }
}
