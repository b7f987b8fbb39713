package dev.sluice.plugins.route.sim;

import dev.sluice.api.Filter;
import dev.sluice.plugins.route.SimulatedRoute;
import dev.sluice.plugins.route.config.StrategySettings;
import dev.sluice.plugins.route.config.StrategySettings.Check;
import dev.sluice.plugins.route.config.StrategySettings.Group;
import dev.sluice.plugins.route.config.StrategySettings.Rule;
import dev.sluice.plugins.route.config.StrategySettings.Sticky;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is compared: no routing at all, and the strategies with and without hedging. */
final class Contestants {

    private static final Filter FIRST_TARGET_ONLY =
            (call, next) -> next.proceed(call.withTarget(call.candidates().getFirst()));

    /** No routing at all. */
    static final String NONE = "none: first target only";

    private Contestants() {}

    static Map<String, Simulation.Maker> all() {
        Map<String, Simulation.Maker> all = new LinkedHashMap<>();
        all.put(NONE, (context, luck) -> FIRST_TARGET_ONLY);
        all.put("priority", SimulatedRoute.by(new StrategySettings.Priority(), false));
        all.put("weighted", SimulatedRoute.by(new StrategySettings.Weighted(Sticky.NONE, null), false));
        all.put("least-busy", SimulatedRoute.by(new StrategySettings.LeastBusy(), false));
        all.put("rules", SimulatedRoute.by(rules(), false));
        all.put("semantic", SimulatedRoute.by(semantic(), false));
        all.put("complexity", SimulatedRoute.by(new StrategySettings.Complexity(0.5, null), false));
        all.put("cascade", SimulatedRoute.by(cascade(), false));
        all.put("cheapest-fit", SimulatedRoute.by(new StrategySettings.CheapestFit(), false));
        all.put("fastest", SimulatedRoute.by(new StrategySettings.Fastest(), false));
        all.put("fastest + hedge", fastestHedged());
        all.put("fastest + hedge + limits", SimulatedRoute.limited(new StrategySettings.Fastest()));
        return all;
    }

    /** The second holds, for each call. */
    private static StrategySettings rules() {
        return new StrategySettings.Rules(List.of(
                new Rule("prompt.tokens > 4000", List.of("premium/m")),
                new Rule("!prompt.tools", List.of("budget/m", "middle/m", "premium/m"))));
    }

    /** What is asked is like the first. */
    private static StrategySettings semantic() {
        return new StrategySettings.Semantic(
                List.of(
                        new Group(
                                List.of("What is the capital of Spain?"), List.of("budget/m", "middle/m", "premium/m")),
                        new Group(List.of("Prove this lemma."), List.of("premium/m"))),
                0.3);
    }

    private static StrategySettings cascade() {
        return new StrategySettings.Cascade(Set.of(Check.SCHEMA, Check.REFUSAL, Check.LENGTH), 1, 0.6, 0.6);
    }

    static Simulation.Maker fastestHedged() {
        return SimulatedRoute.by(new StrategySettings.Fastest(), true);
    }
}
