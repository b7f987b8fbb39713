package dev.sluice.plugins.validate.structured;

import dev.sluice.api.Filter;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.FilterContract;

/** The laws of filters, kept by structured where it has nothing to hold a reply to; {@link StructuredFilterTest} has the rest. */
class StructuredContractTest implements FilterContract {

    @Override
    public Filter filter(FakePluginContext context) {
        return new StructuredFactory().create(StructuredConfig.USUAL, context).result();
    }
}
