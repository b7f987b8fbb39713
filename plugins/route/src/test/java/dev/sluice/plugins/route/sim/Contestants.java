package dev.sluice.plugins.route.sim;

import dev.sluice.api.Filter;
import dev.sluice.plugins.route.SimulatedRoute;
import dev.sluice.plugins.route.config.StrategySettings;
import dev.sluice.plugins.route.config.StrategySettings.Sticky;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is compared: no routing at all, and the strategies with and without hedging. */
final class Contestants {

    private static final Filter FIRST_TARGET_ONLY =
            (call, next) -> next.proceed(call.withTarget(call.candidates().getFirst()));

    private Contestants() {}

    static Map<String, Simulation.Maker> all() {
        Map<String, Simulation.Maker> all = new LinkedHashMap<>();
        all.put("none: first target only", (context, luck) -> FIRST_TARGET_ONLY);
        all.put("priority", SimulatedRoute.by(new StrategySettings.Priority(), false));
        all.put("weighted", SimulatedRoute.by(new StrategySettings.Weighted(Sticky.NONE, null), false));
        all.put("least-busy", SimulatedRoute.by(new StrategySettings.LeastBusy(), false));
        all.put("cheapest-fit", SimulatedRoute.by(new StrategySettings.CheapestFit(), false));
        all.put("fastest", SimulatedRoute.by(new StrategySettings.Fastest(), false));
        all.put("fastest + hedge", fastestHedged());
        all.put("fastest + hedge + limits", SimulatedRoute.limited(new StrategySettings.Fastest()));
        return all;
    }

    static Simulation.Maker fastestHedged() {
        return SimulatedRoute.by(new StrategySettings.Fastest(), true);
    }
}
