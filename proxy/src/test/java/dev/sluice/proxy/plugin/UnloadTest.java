package dev.sluice.proxy.plugin;

import static dev.sluice.proxy.plugin.PluginFixture.await;
import static dev.sluice.proxy.plugin.PluginFixture.factory;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.FilterFactory.NoConfig;
import dev.sluice.proxy.model.ModelBook;
import io.vertx.core.Promise;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnloadTest {

    @TempDir
    Path folder;

    private PluginFixture fixture;

    @BeforeEach
    void open() {
        fixture = new PluginFixture(folder);
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "context.timers().after(Duration.ofHours(1), () -> System.out.println(this));",
                "context.meters().counter(\"calls\").increment();",
                "context.meters().timing(\"work\").record(Duration.ofMillis(1));",
                "context.meters().gauge(\"size\", () -> this.hashCode());",
                "context.http(new io.vertx.core.http.HttpClientOptions());",
                "context.logger().info(\"made\"); context.dataFolder();",
                "context.blocking(() -> { Thread.sleep(Duration.ofHours(1)); return this; });",
                "context.computing(Scope.root(), 1, () -> { Thread.sleep(Duration.ofHours(1)); return this; });",
                "context.computing(Scope.root(), 1, () -> this);",
                "context.perLoop(() -> this).get();",
                "context.onClose(() -> context.blocking(() -> null));"
            })
    void nothing_is_left_of_a_plugin_that_used_what_it_is_lent(String use) throws Exception {
        // given
        fixture.jar("greedy.jar", PluginJar.compile(factory("Greedy", "greedy", use)));
        var queue = new ReferenceQueue<ClassLoader>();
        // when
        Reference<ClassLoader> loader = useOnce("greedy", queue);
        // then
        assertThat(collected(queue)).isSameAs(loader);
        assertThat(fixture.registry.getMeters()).isEmpty();
    }

    @Test
    void nothing_is_left_of_a_plugin_that_fails_to_stop() throws Exception {
        // given
        fixture.jar(
                "stubborn.jar",
                PluginJar.compile(
                                factory(
                                        "Stubborn",
                                        "stubborn",
                                        "context.onClose(() -> { throw new IllegalStateException(\"no\"); });"),
                                """
                        package test;
                        public class Life extends org.pf4j.Plugin {
                            @Override public void stop() { throw new NoClassDefFoundError("test/Gone"); }
                        }
                        """)
                        .manifest("Plugin-Class", "test.Life"));
        var queue = new ReferenceQueue<ClassLoader>();
        // when
        Reference<ClassLoader> loader = useOnce("stubborn", queue);
        // then
        assertThat(collected(queue)).isSameAs(loader);
    }

    @Test
    void nothing_is_left_of_a_plugin_whose_filter_cannot_be_made() throws Exception {
        // given
        fixture.jar(
                "broken.jar",
                PluginJar.compile(factory("Broken", "broken", "if (true) throw new IllegalStateException();")));
        var queue = new ReferenceQueue<ClassLoader>();
        // when
        Reference<ClassLoader> loader = useOnce("broken", queue);
        // then
        assertThat(collected(queue)).isSameAs(loader);
    }

    /** Makes the filter on an event loop, as nothing else would have a loop's state, and retires its generation. */
    private Reference<ClassLoader> useOnce(String name, ReferenceQueue<ClassLoader> queue) throws Exception {
        PluginGeneration generation = fixture.catalog.open();
        var factory = generation.filterFactory(name);
        Promise<Void> made = Promise.promise();
        fixture.vertx.runOnContext(ignored ->
                generation.create(factory, new NoConfig(), ModelBook.EMPTY, "").onComplete(outcome -> made.complete()));
        await(made.future());
        await(generation.retire());
        return new PhantomReference<>(factory.instance().getClass().getClassLoader(), queue);
    }

    private Reference<?> collected(ReferenceQueue<ClassLoader> queue) throws Exception {
        Reference<?> reference = null;
        for (int round = 0; round < 50 && reference == null; round++) {
            passLoops();
            System.gc();
            reference = queue.remove(100);
        }
        return reference;
    }

    /** Lets each event loop do something else, so that its last task is not the plugin's. */
    private void passLoops() throws Exception {
        Promise<Void> passed = Promise.promise();
        fixture.vertx.runOnContext(ignored -> passed.complete());
        await(passed.future());
    }
}
