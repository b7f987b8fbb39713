package dev.sluice.plugins.limit;

import dev.sluice.api.Filter;
import dev.sluice.plugins.limit.LimitConfig.Measure;
import dev.sluice.plugins.limit.LimitConfig.Unpriced;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.FilterContract;

/** The laws of filters, kept by limit while it counts everything. */
class LimitContractTest implements FilterContract {

    @Override
    public Filter filter(FakePluginContext context) {
        LimitConfig config = Configs.unpriced(
                Unpriced.WARN,
                Configs.perMinute(Measure.REQUESTS, 1000),
                Configs.perMinute(Measure.TOKENS, 1_000_000),
                Configs.perMinute(Measure.CONCURRENT, 100),
                Configs.monthly("50"));
        return new LimitFactory().create(config, context).result();
    }
}
