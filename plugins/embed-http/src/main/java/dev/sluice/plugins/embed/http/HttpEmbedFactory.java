package dev.sluice.plugins.embed.http;

import dev.sluice.api.embed.Embedder;
import dev.sluice.api.embed.EmbedderFactory;
import dev.sluice.api.plugin.PluginContext;
import io.vertx.core.Future;
import java.util.List;
import org.pf4j.Extension;

/** Makes embedders that ask a server; the first request shows that it is there, and how large its vectors are. */
@Extension
public final class HttpEmbedFactory implements EmbedderFactory<HttpEmbedConfig> {

    private static final String PROBE = "probe";

    @Override
    public String name() {
        return "http";
    }

    @Override
    public Class<HttpEmbedConfig> configType() {
        return HttpEmbedConfig.class;
    }

    @Override
    public Future<Embedder> create(HttpEmbedConfig config, PluginContext context) {
        Endpoint endpoint = Endpoint.of(config, context);
        return endpoint.vectors(List.of(PROBE)).map(probe -> {
            int found = probe.getFirst().length;
            if (config.dimensions() != null && config.dimensions() != found) {
                throw new IllegalArgumentException("Expected vectors of " + config.dimensions() + " dimensions of "
                        + config.model() + ", found " + found + ": correct dimensions, or leave it out.");
            }
            return new HttpEmbedder(config, endpoint, found);
        });
    }
}
