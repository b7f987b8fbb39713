package dev.sluice.plugins.cache;

import dev.sluice.api.Filter;
import dev.sluice.testkit.FakeEmbedder;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.FilterContract;

/** The laws of filters, kept by semantic-cache. */
class SemanticContractTest implements FilterContract {

    @Override
    public Filter filter(FakePluginContext context) {
        return new SemanticFactory()
                .create(SemanticFilterTest.config(0, 0.5), context.withEmbedder(new FakeEmbedder()))
                .result();
    }
}
