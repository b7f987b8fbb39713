package dev.sluice.plugins.rerank.http;

import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.rerank.Reranker;
import dev.sluice.api.rerank.RerankerFactory;
import io.vertx.core.Future;
import org.pf4j.Extension;

/** Makes {@link HttpReranker}s. */
@Extension
public final class HttpRerankFactory implements RerankerFactory<HttpRerankConfig> {

    @Override
    public String name() {
        return "http";
    }

    @Override
    public Class<HttpRerankConfig> configType() {
        return HttpRerankConfig.class;
    }

    @Override
    public Future<Reranker> create(HttpRerankConfig config, PluginContext context) {
        return Future.succeededFuture(HttpReranker.of(config, context));
    }
}
