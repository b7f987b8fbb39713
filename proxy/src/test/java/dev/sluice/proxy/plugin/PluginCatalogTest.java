package dev.sluice.proxy.plugin;

import static dev.sluice.proxy.plugin.PluginFixture.await;
import static dev.sluice.proxy.plugin.PluginFixture.factory;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.FilterFactory.NoConfig;
import dev.sluice.proxy.model.ModelBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PluginCatalogTest {

    private static final String GOOD = factory("Good", "good", "");

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

    @Test
    void finds_the_filter_that_a_jar_brings() throws Exception {
        // given
        fixture.jar("good.jar", PluginJar.compile(GOOD));
        PluginGeneration generation = fixture.catalog.open();
        // when
        var filter = await(generation.create(generation.filterFactory("good"), new NoConfig(), ModelBook.EMPTY, ""));
        // then
        assertThat(filter).isNotNull();
        assertThat(generation.problems()).isEmpty();
        assertThat(generation.plugins()).extracting(PluginInfo::id).containsExactly("test");
        await(generation.retire());
    }

    static Stream<Arguments> brokenJars() {
        return Stream.of(
                broken("no index", jar -> jar.without("META-INF/extensions.idx"), "annotationProcessorPaths"),
                broken("no id", jar -> jar.manifest("Plugin-Id", ""), "expected Plugin-Id in the manifest, found none"),
                broken(
                        "another API",
                        jar -> jar.manifest("Plugin-Requires", ">=7.0.0"),
                        "requires plugin API >=7.0.0, found 0."),
                broken(
                        "no range",
                        jar -> jar.manifest("Plugin-Requires", "soon"),
                        "found \"soon\"; write it like >=0."),
                broken(
                        "host classes",
                        jar -> jar.with("io/vertx/core/Vertx.class", ""),
                        "such as io/vertx/core/Vertx.class"),
                broken(
                        "versioned",
                        jar -> jar.with("META-INF/versions/21/org/slf4j/L.class", ""),
                        "scope \"provided\""),
                broken(
                        "dependencies",
                        jar -> jar.manifest("Plugin-Dependencies", "other"),
                        "plugins do not see each other"),
                broken(
                        "unknown class",
                        jar -> jar.with("META-INF/extensions.idx", "test.Gone"),
                        "make its extension test.Gone"),
                broken(
                        "plugin class",
                        jar -> jar.manifest("Plugin-Class", "test.Good"),
                        "Cannot make the Plugin-Class test.Good"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenJars")
    void says_what_is_wrong_with_a_jar(String name, UnaryOperator<PluginJar> damage, String message) throws Exception {
        // given
        Path jar = fixture.jar("broken.jar", damage.apply(PluginJar.compile(GOOD)));
        // when
        PluginGeneration generation = fixture.catalog.open();
        // then
        assertThat(generation.problems())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.toString()).startsWith(jar + ": ").contains(message));
        assertThat(generation.plugins()).isEmpty();
        await(generation.retire());
    }

    @Test
    void collects_all_problems_of_all_jars_and_still_loads_the_good_one() throws Exception {
        // given
        fixture.jar("bad.jar", PluginJar.compile(GOOD).manifest("Plugin-Id", "").manifest("Plugin-Version", ""));
        Files.writeString(folder.resolve("half.jar"), "PK half");
        fixture.jar("good.jar", PluginJar.compile(GOOD));
        // when
        PluginGeneration generation = fixture.catalog.open();
        // then
        assertThat(generation.problems())
                .hasSize(3)
                .last()
                .asString()
                .contains("half.jar")
                .contains("copy it again");
        assertThat(generation.find(ExtensionType.FILTER, "good")).isPresent();
        await(generation.retire());
    }

    @Test
    void uses_neither_of_two_plugins_with_one_id() throws Exception {
        // given
        fixture.jar("one.jar", PluginJar.compile(GOOD));
        fixture.jar("two.jar", PluginJar.compile(factory("Other", "other", "")));
        // when
        PluginGeneration generation = fixture.catalog.open();
        // then
        assertThat(generation.problems()).singleElement().asString().contains("one.jar", "two.jar", "the id test");
        assertThat(generation.plugins()).isEmpty();
        await(generation.retire());
    }

    @Test
    void names_both_jars_that_bring_a_filter_of_one_name() throws Exception {
        // given
        fixture.jar("one.jar", PluginJar.compile(GOOD));
        fixture.jar("two.jar", PluginJar.compile(GOOD).manifest("Plugin-Id", "second"));
        PluginGeneration generation = fixture.catalog.open();
        // when
        assertThatThrownBy(() -> generation.filterFactory("good"))
                // then
                .isInstanceOf(PluginException.class)
                .hasMessageContainingAll("one.jar", "two.jar", "one filter named good");
        await(generation.retire());
    }

    @Test
    void says_what_there_is_when_a_filter_is_missing() throws Exception {
        // given
        fixture.jar("good.jar", PluginJar.compile(GOOD));
        PluginGeneration generation = fixture.catalog.open();
        // when
        assertThatThrownBy(() -> generation.filterFactory("goood"))
                // then
                .hasMessageContaining("the filter goood, found none; there are good; correct the name");
        await(generation.retire());
    }

    @Test
    void reports_a_folder_that_is_not_there() throws Exception {
        // given
        Files.delete(folder);
        // when
        PluginGeneration generation = fixture.catalog.open();
        // then
        assertThat(generation.problems()).singleElement().asString().contains("expected a folder of plugins");
        Files.createDirectory(folder);
        await(generation.retire());
    }

    @Test
    void loads_a_jar_once_while_its_bytes_stay_the_same() throws Exception {
        // given
        fixture.jar("good.jar", PluginJar.compile(GOOD));
        PluginGeneration first = fixture.catalog.open();
        // when
        PluginGeneration second = fixture.catalog.open();
        // then
        assertThat(second.filterFactory("good").instance())
                .isSameAs(first.filterFactory("good").instance());
        await(first.retire());
        assertThat(await(second.create(second.filterFactory("good"), new NoConfig(), ModelBook.EMPTY, "")))
                .isNotNull();
        await(second.retire());
    }

    @Test
    void serves_the_old_jar_beside_the_new_one_until_it_is_retired() throws Exception {
        // given
        fixture.jar("good.jar", PluginJar.compile(factory("Good", "good", "new Helper().help();"), helper("old")));
        PluginGeneration old = fixture.catalog.open();
        fixture.jar("good.jar", PluginJar.compile(factory("Good", "better", "")));
        // when
        PluginGeneration fresh = fixture.catalog.open();
        // then: Helper is loaded now, from a file that was replaced
        assertThat(await(old.create(old.filterFactory("good"), new NoConfig(), ModelBook.EMPTY, "")))
                .isNotNull();
        assertThat(fresh.find(ExtensionType.FILTER, "good")).isEmpty();
        assertThat(fresh.find(ExtensionType.FILTER, "better")).isPresent();
        await(old.retire());
        await(fresh.retire());
    }

    @Test
    void leaves_no_copy_of_a_jar_behind() throws Exception {
        // given
        fixture.jar("good.jar", PluginJar.compile(GOOD));
        PluginGeneration generation = fixture.catalog.open();
        Path copy = Path.of(generation
                .filterFactory("good")
                .instance()
                .getClass()
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        assertThat(copy).exists();
        // when
        await(generation.retire());
        // then
        assertThat(copy).doesNotExist();
    }

    @Test
    void gives_no_context_after_it_is_retired() throws Exception {
        // given
        fixture.jar("good.jar", PluginJar.compile(GOOD));
        PluginGeneration generation = fixture.catalog.open();
        var factory = generation.filterFactory("good");
        await(generation.retire());
        // when
        assertThatThrownBy(() -> generation.contextFor(factory, ModelBook.EMPTY))
                // then
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("retired");
    }

    @Test
    void explains_a_filter_that_cannot_be_made() throws IOException {
        // given
        fixture.jar(
                "good.jar",
                PluginJar.compile(factory("Good", "good", "new Helper();"), helper("x"))
                        .without("test/Helper.class"));
        PluginGeneration generation = fixture.catalog.open();
        // when
        assertThatThrownBy(() ->
                        await(generation.create(generation.filterFactory("good"), new NoConfig(), ModelBook.EMPTY, "")))
                // then
                .hasRootCauseInstanceOf(ClassNotFoundException.class)
                .hasMessageContaining("could not make the filter good")
                .hasMessageContaining("put the dependency that brings test.Helper into the plugin's jar");
    }

    private static String helper(String text) {
        return "package test;\npublic class Helper { public String help() { return \"" + text + "\"; } }";
    }

    private static Arguments broken(String name, UnaryOperator<PluginJar> damage, String message) {
        return Arguments.of(name, damage, message);
    }
}
