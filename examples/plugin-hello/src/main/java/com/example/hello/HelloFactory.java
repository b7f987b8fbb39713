package com.example.hello;

import dev.sluice.api.Filter;
import dev.sluice.api.FilterFactory;
import dev.sluice.api.plugin.PluginContext;
import io.vertx.core.Future;
import org.pf4j.Extension;

/** Makes the filter {@code hello}, which adds a header to every reply. */
@Extension
public final class HelloFactory implements FilterFactory<HelloConfig> {

    @Override
    public String name() {
        return "hello";
    }

    @Override
    public Class<HelloConfig> configType() {
        return HelloConfig.class;
    }

    @Override
    public Future<Filter> create(HelloConfig config, PluginContext context) {
        var greeted = context.meters().counter("greeted");
        Filter filter = (call, next) -> next.proceed(call).map(reply -> {
            greeted.increment();
            return reply.withHeaders(reply.headers().with("x-hello", config.greeting()));
        });
        return Future.succeededFuture(filter);
    }
}
