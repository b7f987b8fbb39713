package dev.sluice.plugins.route.rules;

import dev.sluice.plugins.route.choose.Ask;
import dev.sluice.plugins.route.choose.Candidate;
import dev.sluice.plugins.route.choose.Choice;
import dev.sluice.plugins.route.choose.Leads;
import dev.sluice.plugins.route.choose.Strategy;
import dev.sluice.plugins.route.config.StrategySettings.Rule;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Sends calls where the first rule that holds says; its targets need not be those of the model asked for. */
public final class Rules implements Strategy {

    private final List<Compiled> rules;
    private final Leads leads;
    private final Supplier<Instant> clock;

    private record Compiled(Expression when, List<String> use) {}

    /**
     * Compiles rules.
     *
     * @param rules in order
     * @param leads finds the targets that rules name
     * @param clock the time of day
     * @throws IllegalArgumentException if an expression is wrong
     */
    public Rules(List<Rule> rules, Leads leads, Supplier<Instant> clock) {
        this.rules = rules.stream()
                .map(rule -> new Compiled(Expression.of(rule.when()), rule.use()))
                .toList();
        this.leads = leads;
        this.clock = clock;
    }

    @Override
    public boolean leadsElsewhere() {
        return true;
    }

    @Override
    public Future<Choice> choose(Ask ask, List<Candidate> candidates) {
        Variables variables = new Variables(ask, clock);
        for (Compiled rule : rules) {
            if (rule.when().holds(variables)) {
                return leads.lead(ask, rule.use())
                        .map(there -> there.order().isEmpty()
                                ? new Choice(candidates, "no target of the rule is served: " + rule.when())
                                : there.because("rule: " + rule.when()));
            }
        }
        return Future.succeededFuture(new Choice(candidates, "no rule holds"));
    }
}
