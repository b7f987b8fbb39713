package dev.sluice.plugins.limit;

import dev.sluice.api.Filter;
import dev.sluice.api.FilterFactory;
import dev.sluice.api.model.Models;
import dev.sluice.api.plugin.CheckContext;
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
    public void check(LimitConfig config, CheckContext context) {
        for (int i = 0; i < config.limits().size(); i++) {
            String to = config.limits().get(i).to();
            if (to != null && !isKnown(to, context.models())) {
                context.problem(
                        "limits[" + i + "].to",
                        "expected a model alias or provider/model of this file, found '" + to
                                + "': add it under 'models', or correct its name");
            }
        }
    }

    @Override
    public Future<Filter> create(LimitConfig config, PluginContext context) {
        List<Rule> rules = Rule.of(config);
        Quotas quotas = context.state()
                .quotas(new Use(LimitFilter.NAME, config.whileAway().fallback()));
        return Future.succeededFuture(new LimitFilter(rules, quotas, parts(config, context)));
    }

    static Tab.Parts parts(LimitConfig config, PluginContext context) {
        Estimates estimates = new Estimates(new Tokenizer(context), config.expectedOutput());
        return new Tab.Parts(context.models(), context.timers(), estimates, config.cacheHits(), config.lease());
    }

    private static boolean isKnown(String name, Models models) {
        int slash = name.indexOf('/');
        return models.alias(name).isPresent()
                || (slash > 0 && models.providers().contains(name.substring(0, slash)));
    }
}
