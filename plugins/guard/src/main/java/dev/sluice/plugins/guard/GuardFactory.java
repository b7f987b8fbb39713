package dev.sluice.plugins.guard;

import dev.sluice.api.Filter;
import dev.sluice.api.FilterFactory;
import dev.sluice.api.plugin.PluginContext;
import io.vertx.core.Future;
import org.pf4j.Extension;

/** Makes {@link GuardFilter}s. */
@Extension
public final class GuardFactory implements FilterFactory<GuardConfig> {

    @Override
    public String name() {
        return GuardFilter.NAME;
    }

    @Override
    public Class<GuardConfig> configType() {
        return GuardConfig.class;
    }

    @Override
    public Future<Filter> create(GuardConfig config, PluginContext context) {
        return Rules.filter(config, context);
    }
}
