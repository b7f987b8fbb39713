package dev.sluice.proxy.plugin;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.sluice.proxy.admin.Mounts;
import dev.sluice.proxy.plugin.context.Computing;
import dev.sluice.proxy.plugin.context.PluginHost;
import dev.sluice.proxy.plugin.context.PluginLimits;
import dev.sluice.proxy.plugin.context.SharedMeters;
import dev.sluice.proxy.time.LoopTimers;
import dev.sluice.testkit.FakeState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** A host with a folder of plugins, and short ways to write plugins for it. */
final class PluginFixture implements AutoCloseable {

    final Vertx vertx = Vertx.vertx();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final Path folder;
    final PluginCatalog catalog;

    PluginFixture(Path folder) {
        this.folder = folder;
        PluginHost host = new PluginHost(
                vertx,
                new LoopTimers(vertx),
                new SharedMeters(registry),
                new Mounts(),
                List.of(),
                new FakeState(Instant::now),
                folder.resolve("data"),
                Computing.on(2),
                1,
                PluginLimits.DEFAULT);
        this.catalog = new PluginCatalog(List.of(folder), host);
    }

    /** The source of a factory {@code test.<type>} of a filter; the body of create may use {@code context}. */
    static String factory(String type, String filter, String create) {
        return """
                package test;
                import dev.sluice.api.*;
                import dev.sluice.api.plugin.PluginContext;
                import io.vertx.core.Future;
                import java.time.Duration;
                @org.pf4j.Extension
                public class %s implements FilterFactory<FilterFactory.NoConfig> {
                    public String name() { return "%s"; }
                    public Class<NoConfig> configType() { return NoConfig.class; }
                    public Future<Filter> create(NoConfig config, PluginContext context) {
                        %s
                        return Future.succeededFuture((call, next) -> next.proceed(call));
                    }
                }
                """.formatted(type, filter, create);
    }

    Path jar(String name, PluginJar jar) {
        return jar.writeTo(folder.resolve(name));
    }

    static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, SECONDS);
    }

    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, SECONDS)
                .join();
    }
}
