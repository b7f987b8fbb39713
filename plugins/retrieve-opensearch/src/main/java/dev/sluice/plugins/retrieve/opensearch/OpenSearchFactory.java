package dev.sluice.plugins.retrieve.opensearch;

import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.retrieve.Retriever;
import dev.sluice.api.retrieve.RetrieverFactory;
import io.vertx.core.Future;
import org.pf4j.Extension;

/** Makes {@link OpenSearchRetriever}s. */
@Extension
public final class OpenSearchFactory implements RetrieverFactory<OpenSearchConfig> {

    @Override
    public String name() {
        return "opensearch";
    }

    @Override
    public Class<OpenSearchConfig> configType() {
        return OpenSearchConfig.class;
    }

    @Override
    public Future<Retriever> create(OpenSearchConfig config, PluginContext context) {
        return new OpenSearchRetriever(config, Cluster.of(config, context)).check();
    }
}
