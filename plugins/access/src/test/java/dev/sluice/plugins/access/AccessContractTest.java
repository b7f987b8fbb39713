package dev.sluice.plugins.access;

import dev.sluice.api.Filter;
import dev.sluice.api.config.Secret;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.FilterContract;
import java.time.Duration;
import java.util.List;

/** The laws of filters, kept by access for a caller whom it knows. */
class AccessContractTest implements FilterContract {

    @Override
    public Filter filter(FakePluginContext context) {
        AccessConfig config = new AccessConfig(
                List.of(Gate.key(List.of(), List.of())),
                false,
                Secret.of("pepper"),
                Duration.ofMillis(500),
                Duration.ofMinutes(5),
                null,
                List.of(),
                List.of(),
                null);
        Filter access = new AccessFactory().create(config, context).result();
        return (call, next) ->
                access.apply(call.withHeaders(call.headers().with("authorization", "Bearer " + Gate.FIXED)), next);
    }
}
