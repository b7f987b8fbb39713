package dev.sluice.plugins.validate;

import dev.sluice.api.Filter;
import dev.sluice.api.FilterFactory;
import dev.sluice.api.plugin.PluginContext;
import io.vertx.core.Future;
import org.pf4j.Extension;

/** Makes {@link ValidateFilter}s. */
@Extension
public final class ValidateFactory implements FilterFactory<ValidateConfig> {

    @Override
    public String name() {
        return ValidateFilter.NAME;
    }

    @Override
    public Class<ValidateConfig> configType() {
        return ValidateConfig.class;
    }

    @Override
    public Future<Filter> create(ValidateConfig config, PluginContext context) {
        return Future.succeededFuture(new ValidateFilter(Checks.of(config), config.unreadable()));
    }
}
