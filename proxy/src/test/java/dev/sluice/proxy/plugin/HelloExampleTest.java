package dev.sluice.proxy.plugin;

import static dev.sluice.proxy.plugin.PluginFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.model.ModelBook;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HelloExampleTest {

    @Test
    void the_example_compiles_against_the_api_alone_and_is_loaded(@TempDir Path folder) throws Exception {
        try (PluginFixture fixture = new PluginFixture(folder)) {
            // given
            fixture.jar("hello.jar", PluginJar.compileFolder(Path.of("../examples/plugin-hello/src/main/java")));
            PluginGeneration generation = fixture.catalog.open();
            var factory = generation.filterFactory("hello");
            Object config =
                    factory.instance().configType().getConstructor(String.class).newInstance("Good day");
            // when
            var filter = await(generation.create(factory, config, ModelBook.EMPTY, ""));
            // then
            assertThat(filter).isNotNull();
            assertThat(fixture.registry.getMeters())
                    .singleElement()
                    .satisfies(meter -> assertThat(meter.getId().getName()).isEqualTo("sluice_plugin_hello_greeted"));
            await(generation.retire());
            assertThat(fixture.registry.getMeters()).isEmpty();
        }
    }
}
