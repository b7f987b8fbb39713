package dev.sluice.proxy.plugin;

import static dev.sluice.proxy.plugin.PluginFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.FilterFactory.NoConfig;
import dev.sluice.api.embed.Embedder;
import dev.sluice.api.embed.Embedder.Purpose;
import dev.sluice.proxy.model.ModelBook;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerationEmbedderTest {

    @TempDir
    Path folder;

    private PluginFixture plugins;

    @BeforeEach
    void open() {
        plugins = new PluginFixture(folder);
    }

    @AfterEach
    void close() {
        plugins.close();
    }

    @Test
    void saysWhatToDoWhereThereIsNoEmbedder() throws Exception {
        // given
        PluginGeneration generation = generation("return Future.failedFuture(\"never asked\");");
        // when
        var embedder = context(generation).embedder();
        // then
        assertThatThrownBy(() -> await(embedder)).hasMessageContaining("put the jar of one into the plugins folder");
        await(generation.retire());
    }

    @Test
    void loadsOneModelForTwoGenerationsAndClosesItWithTheLast() throws Exception {
        // given
        PluginGeneration old = chosen(generation(TWO_NUMBERS));
        PluginGeneration next = chosen(plugins.catalog.open());
        Embedder first = await(context(old).embedder());
        Embedder second = await(context(next).embedder());
        // when
        await(old.retire());
        // then
        assertThat(second).isSameAs(first);
        assertThat(await(second.embed(Purpose.QUERY, List.of("text")))).containsExactly(new float[] {0, 1});
        await(next.retire());
    }

    @Test
    void saysWhoseModelCannotBeLoaded() throws Exception {
        // given
        PluginGeneration generation = chosen(generation("throw new IllegalStateException(\"no such file\");"));
        // when
        var embedder = context(generation).embedder();
        // then
        assertThatThrownBy(() -> await(embedder))
                .hasRootCauseMessage("no such file")
                .cause()
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("load the embedder two")
                .hasMessageContaining("no such file");
        await(generation.retire());
    }

    private static final String TWO_NUMBERS = """
            return Future.succeededFuture(new Embedder() {
                public EmbeddingModel model() { return new EmbeddingModel("two", 2, 8, 4, 1); }
                public int tokens(String text) { return 1; }
                public Future<java.util.List<float[]>> embed(Purpose purpose, java.util.List<String> texts) {
                    return Future.succeededFuture(texts.stream().map(text -> new float[] {0, 1}).toList());
                }
            });
            """;

    private PluginGeneration generation(String create) {
        plugins.jar("two.jar", PluginJar.compile(PluginFixture.factory("Any", "any", ""), """
                        package test;
                        import dev.sluice.api.embed.*;
                        import dev.sluice.api.FilterFactory.NoConfig;
                        import dev.sluice.api.plugin.PluginContext;
                        import io.vertx.core.Future;
                        @org.pf4j.Extension
                        public class Two implements EmbedderFactory<NoConfig> {
                            public String name() { return "two"; }
                            public Class<NoConfig> configType() { return NoConfig.class; }
                            public Future<Embedder> create(NoConfig config, PluginContext context) {
                                %s
                            }
                        }
                        """.formatted(create)));
        return plugins.catalog.open();
    }

    private static PluginGeneration chosen(PluginGeneration generation) {
        generation.embedWith(generation.require(ExtensionType.EMBEDDER, "two"), new NoConfig());
        return generation;
    }

    private static dev.sluice.api.plugin.PluginContext context(PluginGeneration generation) {
        return generation.contextFor(generation.filterFactory("any"), ModelBook.EMPTY);
    }
}
