package dev.sluice.plugins.route;

import dev.sluice.api.Filter;
import dev.sluice.plugins.route.config.StrategySettings;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.FilterContract;
import java.time.Duration;
import java.util.SplittableRandom;

class RouteContractTest implements FilterContract {

    @Override
    public Filter filter(FakePluginContext context) {
        Configs configs = Configs.usual()
                .by(new StrategySettings.Fastest())
                .limited(100, 10)
                .hedgedAfter(Duration.ofSeconds(2), 10)
                .deadlines(Duration.ofSeconds(20), Duration.ofSeconds(40), Duration.ofMinutes(2));
        return new RouteFactory()
                .filter(configs.config(), context, new SplittableRandom(7))
                .result();
    }
}
