package dev.sluice.proxy.plugin;

import static dev.sluice.proxy.plugin.PluginFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.FilterFactory.NoConfig;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.rerank.Rank;
import dev.sluice.api.rerank.Reranker;
import dev.sluice.proxy.model.ModelBook;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerationRerankerTest {

    @TempDir
    Path folder;

    private PluginFixture plugins;

    @BeforeEach
    void open() {
        plugins = new PluginFixture(folder);
        plugins.jar("first.jar", PluginJar.compile(PluginFixture.factory("Any", "any", ""), """
                        package test;
                        import dev.sluice.api.rerank.*;
                        import dev.sluice.api.FilterFactory.NoConfig;
                        import dev.sluice.api.plugin.PluginContext;
                        import io.vertx.core.Future;
                        import java.util.List;
                        @org.pf4j.Extension
                        public class First implements RerankerFactory<NoConfig> {
                            public String name() { return "first"; }
                            public Class<NoConfig> configType() { return NoConfig.class; }
                            public Future<Reranker> create(NoConfig config, PluginContext context) {
                                return Future.succeededFuture(new Reranker() {
                                    public Limits limits() { return new Limits(9, 1, 1, java.time.Duration.ofSeconds(1)); }
                                    public Future<List<Rank>> rerank(String question, List<String> passages) {
                                        return Future.succeededFuture(List.of(new Rank(0, 1)));
                                    }
                                });
                            }
                        }
                        """));
    }

    @AfterEach
    void close() {
        plugins.close();
    }

    @Test
    void saysWhatToDoWhereThereIsNoneOfThatName() throws Exception {
        // given
        PluginGeneration generation = plugins.catalog.open();
        // when
        var reranker = context(generation).reranker("best");
        // then
        assertThatThrownBy(() -> await(reranker)).hasMessageContaining("add it below 'rerankers'");
        await(generation.retire());
    }

    @Test
    void makesOneForTwoGenerationsAndClosesItWithTheLast() throws Exception {
        // given
        PluginGeneration old = chosen(plugins.catalog.open());
        PluginGeneration next = chosen(plugins.catalog.open());
        Reranker first = await(context(old).reranker("best"));
        Reranker second = await(context(next).reranker("best"));
        // when
        await(old.retire());
        // then
        assertThat(second).isSameAs(first);
        assertThat(await(second.rerank("q", List.of("a", "b")))).containsExactly(new Rank(0, 1));
        await(next.retire());
    }

    private static PluginGeneration chosen(PluginGeneration generation) {
        generation.rerankWith("best", generation.require(ExtensionType.RERANKER, "first"), new NoConfig());
        return generation;
    }

    private static PluginContext context(PluginGeneration generation) {
        return generation.contextFor(generation.filterFactory("any"), ModelBook.EMPTY);
    }
}
