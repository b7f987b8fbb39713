package dev.sluice.plugins.cache;

import dev.sluice.api.Filter;
import dev.sluice.api.FilterFactory;
import dev.sluice.api.OnError;
import dev.sluice.api.plugin.CheckContext;
import dev.sluice.api.plugin.PluginContext;
import io.vertx.core.Future;
import java.util.Set;
import org.pf4j.Extension;

/** Makes {@link CacheFilter}s. */
@Extension
public final class CacheFactory implements FilterFactory<CacheConfig> {

    private final Flights flights = new Flights();

    @Override
    public String name() {
        return CacheFilter.NAME;
    }

    @Override
    public Class<CacheConfig> configType() {
        return CacheConfig.class;
    }

    @Override
    public boolean sharesReplies() {
        return true;
    }

    /**
     * A hit goes past everything below: whoever may refuse a call has to be asked before, and what must not be kept has to be
     * taken out before. What a search has found stands in the request below it, and with it in the key, so nobody gets an answer out
     * of documents that he may not see.
     */
    @Override
    public Set<String> mustFollow() {
        return Set.of("access", "limit", "validate", "redact", "retrieve", "vector-stores");
    }

    @Override
    public OnError onError() {
        return OnError.SKIP;
    }

    @Override
    public void check(CacheConfig config, CheckContext context) {
        Ignored.check(config.ignore(), context);
    }

    @Override
    public Future<Filter> create(CacheConfig config, PluginContext context) {
        Purges.serve(context);
        return Future.succeededFuture(new CacheFilter(config, context, flights));
    }
}
