package dev.sluice.plugins.limit;

import dev.sluice.api.Filter;
import dev.sluice.api.FilterFactory;
import dev.sluice.api.model.Models;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.state.Quotas;
import dev.sluice.api.state.Use;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import org.pf4j.Extension;

/** Makes {@link LimitFilter}s. */
@Extension
public final class LimitFactory implements FilterFactory<LimitConfig> {

    @Override
    public String name() {
        return LimitFilter.NAME;
    }

    @Override
    public Class<LimitConfig> configType() {
        return LimitConfig.class;
    }

    /** {@inheritDoc} Before access has said who is calling, everybody is the same caller. */
    @Override
    public Set<String> mustFollow() {
        return Set.of("access");
    }

    @Override
    public Future<Filter> create(LimitConfig config, PluginContext context) {
        List<Rule> rules = Rule.of(config);
        for (Rule rule : rules) {
            if (rule.to() != null && !isKnown(rule.to(), context.models())) {
                return Future.failedFuture(new IllegalArgumentException("Expected limit's 'to' to name a model alias or"
                        + " provider/model, found '" + rule.to() + "': add it under 'models'."));
            }
        }
        Quotas quotas = context.state()
                .quotas(new Use(LimitFilter.NAME, config.whileAway().fallback()));
        Estimates estimates = new Estimates(new Tokenizer(context), config.expectedOutput());
        Tab.Parts parts =
                new Tab.Parts(context.models(), context.timers(), estimates, config.cacheHits(), config.lease());
        return Future.succeededFuture(new LimitFilter(rules, quotas, parts));
    }

    private static boolean isKnown(String name, Models models) {
        return models.alias(name).isPresent() || name.indexOf('/') > 0;
    }
}
