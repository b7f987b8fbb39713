package dev.sluice.plugins.validate.structured;

import dev.sluice.api.Filter;
import dev.sluice.api.FilterFactory;
import dev.sluice.api.plugin.CheckContext;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.plugins.validate.schema.Schemas;
import io.vertx.core.Future;
import org.pf4j.Extension;

/** Makes {@link StructuredFilter}s. */
@Extension
public final class StructuredFactory implements FilterFactory<StructuredConfig> {

    @Override
    public String name() {
        return StructuredFilter.NAME;
    }

    @Override
    public Class<StructuredConfig> configType() {
        return StructuredConfig.class;
    }

    @Override
    public void check(StructuredConfig config, CheckContext context) {
        context.attempt("schema", () -> Schemas.ofConfig(config.schema()));
    }

    @Override
    public Future<Filter> create(StructuredConfig config, PluginContext context) {
        ReplyContract contract = new ReplyContract(
                StructuredFilter.NAME, config.repairs(), config.effort(), config.unreadable(), context);
        return Future.succeededFuture(
                new StructuredFilter(contract, Schemas.ofConfig(config.schema()), new Schemas(context)));
    }
}
