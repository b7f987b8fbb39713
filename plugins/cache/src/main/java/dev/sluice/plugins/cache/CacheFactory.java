package dev.sluice.plugins.cache;

import dev.sluice.api.Filter;
import dev.sluice.api.FilterFactory;
import dev.sluice.api.OnError;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.state.Cache;
import dev.sluice.api.state.Use;
import io.vertx.core.Future;
import java.util.Set;
import org.pf4j.Extension;

/** Makes {@link CacheFilter}s. */
@Extension
public final class CacheFactory implements FilterFactory<CacheConfig> {

    /** A store that is away costs hits, and nothing else. */
    private static final Use USE = new Use(CacheFilter.NAME, Use.Fallback.SKIP);

    private final Flights flights = new Flights();

    @Override
    public String name() {
        return CacheFilter.NAME;
    }

    @Override
    public Class<CacheConfig> configType() {
        return CacheConfig.class;
    }

    /**
     * A hit goes past everything below: whoever may refuse a call has to be asked before, and what must not be kept has to be
     * taken out before.
     */
    @Override
    public boolean sharesReplies() {
        return true;
    }

    @Override
    public Set<String> mustFollow() {
        return Set.of("access", "limit", "validate", "redact");
    }

    @Override
    public OnError onError() {
        return OnError.SKIP;
    }

    @Override
    public Future<Filter> create(CacheConfig config, PluginContext context) {
        Cache entries = context.state().cache(USE);
        PurgeAdmin.serve(context.admin(), entries);
        return Future.succeededFuture(new CacheFilter(config, context, entries, flights));
    }
}
