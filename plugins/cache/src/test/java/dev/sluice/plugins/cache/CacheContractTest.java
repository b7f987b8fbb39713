package dev.sluice.plugins.cache;

import dev.sluice.api.Filter;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.FilterContract;

/** The laws of filters, kept by cache. */
class CacheContractTest implements FilterContract {

    @Override
    public Filter filter(FakePluginContext context) {
        return new CacheFactory().create(CacheFilterTest.CONFIG, context).result();
    }
}
