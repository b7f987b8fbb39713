package dev.sluice.proxy.plugin;

import static dev.sluice.proxy.plugin.PluginFixture.await;
import static dev.sluice.proxy.plugin.PluginFixture.factory;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WallsTest {

    @TempDir
    Path folder;

    private PluginFixture fixture;
    private PluginGeneration generation;
    private ClassLoader plugin;

    @BeforeEach
    void load() {
        fixture = new PluginFixture(folder);
        fixture.jar(
                "one.jar",
                PluginJar.compile(factory("One", "one", ""), "package test;\npublic class Secret {}")
                        .with("META-INF/services/com.example.Service", "test.One")
                        .with("own.txt", "own"));
        fixture.jar("two.jar", PluginJar.compile(factory("Two", "two", "")).manifest("Plugin-Id", "second"));
        generation = fixture.catalog.open();
        plugin = generation.filterFactory("one").instance().getClass().getClassLoader();
    }

    @AfterEach
    void close() throws Exception {
        await(generation.retire());
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.sluice.api.Filter",
                "io.vertx.core.Vertx",
                "io.netty.buffer.ByteBuf",
                "org.slf4j.Logger",
                "org.pf4j.Plugin",
                "com.fasterxml.jackson.core.JsonParser",
                "picocli.CommandLine"
            })
    void a_plugin_shares_the_host_s_class(String name) throws ClassNotFoundException {
        assertThat(plugin.loadClass(name)).isSameAs(Class.forName(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.util.List",
                "javax.net.ssl.SSLContext",
                "java.sql.Driver",
                "org.w3c.dom.Node",
                "sun.misc.Unsafe"
            })
    void a_plugin_sees_the_jdk(String name) throws ClassNotFoundException {
        assertThat(plugin.loadClass(name)).isSameAs(Class.forName(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.sluice.proxy.plugin.PluginCatalog",
                "ch.qos.logback.classic.Logger",
                "org.snakeyaml.engine.v2.api.Load",
                "io.micrometer.core.instrument.MeterRegistry",
                "com.github.zafarkhaja.semver.Version"
            })
    void a_plugin_does_not_see_the_proxy_or_its_libraries(String name) {
        assertThatThrownBy(() -> plugin.loadClass(name)).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void plugins_do_not_see_each_other() throws ClassNotFoundException {
        ClassLoader second =
                generation.filterFactory("two").instance().getClass().getClassLoader();

        assertThat(plugin.loadClass("test.Secret")).isNotNull();
        assertThatThrownBy(() -> second.loadClass("test.Secret")).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void a_plugin_sees_the_resources_of_its_own_jar_only() throws Exception {
        assertThat(plugin.getResource("own.txt")).isNotNull();
        assertThat(Collections.list(plugin.getResources("META-INF/services/com.example.Service")))
                .hasSize(1);
        assertThat(Collections.list(plugin.getResources("META-INF/services/io.vertx.core.spi.VertxServiceProvider")))
                .isEmpty();
        assertThat(Collections.list(plugin.getResources("META-INF/services/org.slf4j.spi.SLF4JServiceProvider")))
                .isEmpty();
        assertThat(plugin.getResource("dev/sluice/api/version.properties")).isNull();
    }

    @Test
    void the_plugin_s_class_loader_is_the_thread_s_while_its_code_runs() {
        ClassLoader seen = generation
                .filterFactory("one")
                .use("ask", one -> Thread.currentThread().getContextClassLoader());

        assertThat(seen).isSameAs(plugin);
        assertThat(Thread.currentThread().getContextClassLoader()).isNotSameAs(plugin);
    }
}
