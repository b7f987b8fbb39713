package dev.sluice.plugins.cache;

import dev.sluice.api.Filter;
import dev.sluice.api.FilterFactory;
import dev.sluice.api.OnError;
import dev.sluice.api.plugin.CheckContext;
import dev.sluice.api.plugin.PluginContext;
import io.vertx.core.Future;
import java.util.Set;
import org.pf4j.Extension;

/** Makes {@link SemanticFilter}s. */
@Extension
public final class SemanticFactory implements FilterFactory<SemanticConfig> {

    @Override
    public String name() {
        return SemanticFilter.NAME;
    }

    @Override
    public Class<SemanticConfig> configType() {
        return SemanticConfig.class;
    }

    /**
     * What {@link CacheFactory#mustFollow} says, and the guard: a question that is not the one that was answered has to be looked at
     * itself. The exact cache stands above, since what is the same need not be compared.
     */
    @Override
    public Set<String> mustFollow() {
        return Set.of("access", "limit", "validate", "redact", "retrieve", "vector-stores", "guard", CacheFilter.NAME);
    }

    @Override
    public boolean sharesReplies() {
        return true;
    }

    @Override
    public OnError onError() {
        return OnError.SKIP;
    }

    @Override
    public void check(SemanticConfig config, CheckContext context) {
        Ignored.check(config.ignore(), context);
    }

    @Override
    public Future<Filter> create(SemanticConfig config, PluginContext context) {
        return context.embedder().map(embedder -> SemanticFilter.make(config, context, embedder));
    }
}
