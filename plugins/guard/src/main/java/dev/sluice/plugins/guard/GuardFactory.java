package dev.sluice.plugins.guard;

import dev.sluice.api.Filter;
import dev.sluice.api.FilterFactory;
import dev.sluice.api.plugin.CheckContext;
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
    public void check(GuardConfig config, CheckContext context) {
        for (int i = 0; i < config.input().size(); i++) {
            named(config.input().get(i).check(), "input[" + i + "]", context);
        }
        for (int i = 0; i < config.output().size(); i++) {
            named(config.output().get(i).check(), "output[" + i + "]", context);
        }
    }

    private static void named(Check check, String rule, CheckContext context) {
        if (check instanceof Check.Classifier classifier) {
            context.classifier(rule + ".check.classifier.name", classifier.name());
        }
    }

    @Override
    public Future<Filter> create(GuardConfig config, PluginContext context) {
        return Rules.filter(config, context);
    }
}
