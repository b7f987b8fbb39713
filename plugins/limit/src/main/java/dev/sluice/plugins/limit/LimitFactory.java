package dev.sluice.plugins.limit;

import dev.sluice.api.Filter;
import dev.sluice.api.FilterFactory;
import dev.sluice.api.Target;
import dev.sluice.api.model.Models;
import dev.sluice.api.plugin.CheckContext;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.state.Quotas;
import dev.sluice.api.state.Use;
import dev.sluice.plugins.limit.LimitConfig.LimitRule;
import dev.sluice.plugins.limit.LimitConfig.Measure;
import dev.sluice.plugins.limit.LimitConfig.Unpriced;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        Contradictions.tell(config, context);
        for (int i = 0; i < config.limits().size(); i++) {
            if (config.unpriced() == Unpriced.REFUSE) {
                checkPrices(config.limits().get(i), "limits[" + i + "].measure", context);
            }
            String to = config.limits().get(i).to();
            if (to != null && !isKnown(to, context.models())) {
                context.problem(
                        "limits[" + i + "].to",
                        "expected a model alias or provider/model of this file, found '" + to
                                + "': add it under 'models', or correct its name");
            }
        }
    }

    /** A model without a price costs nothing by the count, so a limit of money would not bind where it is asked for. */
    private static void checkPrices(LimitRule rule, String keys, CheckContext context) {
        if (rule.measure() != Measure.MONEY) {
            return;
        }
        String only = rule.only().get(Subject.MODEL);
        ModelNames names = new ModelNames(context.models(), Set.of());
        Stream<Target> asked = Stream.concat(
                context.models().aliases().stream()
                        .filter(alias -> only == null || names.isOf(alias, only))
                        .flatMap(alias -> alias.targets().stream()),
                only == null ? Stream.empty() : named(only, context.models()));
        Stream<Target> ledTo = context.ledTo().stream().flatMap(name -> named(name, context.models()));
        List<String> unpriced = Stream.concat(asked, ledTo)
                .filter(target -> context.models().facts(target).prices() == null)
                .map(Target::toString)
                .distinct()
                .toList();
        if (!unpriced.isEmpty()) {
            context.problem(
                    keys,
                    "expected a price for each model that money is counted for, found none for "
                            + String.join(", ", unpriced) + ": add it under 'models', as in '" + unpriced.getFirst()
                            + ": { facts: { price: { input: 0.25, output: 2 } } }', with zeros for what costs nothing; or write 'unpriced: warn', and such calls are not counted");
        }
    }

    /** The targets behind a name that a limit is for, or that another filter leads to; whether there are any it checks itself. */
    private static Stream<Target> named(String name, Models models) {
        int slash = name.indexOf('/');
        return models.alias(name)
                .map(alias -> alias.targets().stream())
                .orElseGet(() -> slash < 1
                        ? Stream.empty()
                        : Stream.of(new Target(name.substring(0, slash), name.substring(slash + 1))));
    }

    @Override
    public Future<Filter> create(LimitConfig config, PluginContext context) {
        List<Rule> rules = Rule.of(config, names(config, context.models()));
        Quotas quotas = context.state()
                .quotas(new Use(LimitFilter.NAME, config.whileAway().fallback()));
        return Future.succeededFuture(new LimitFilter(rules, quotas, parts(config, context)));
    }

    static Tab.Parts parts(LimitConfig config, PluginContext context) {
        Models models = context.models();
        Estimates estimates = new Estimates(models, names(config, models), config.expectedOutput());
        return new Tab.Parts(
                models,
                context.timers(),
                estimates,
                config.cacheHits(),
                config.unpriced(),
                config.lease(),
                context.meters().counter("unpriced"));
    }

    static ModelNames names(LimitConfig config, Models models) {
        Set<String> named = config.limits().stream()
                .flatMap(rule -> Stream.of(rule.only().get(Subject.MODEL), rule.to()))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return new ModelNames(models, named);
    }

    private static boolean isKnown(String name, Models models) {
        int slash = name.indexOf('/');
        return models.alias(name).isPresent()
                || (slash > 0 && models.providers().contains(name.substring(0, slash)));
    }
}
