package dev.sluice.proxy.plugin;

import static dev.sluice.proxy.plugin.PluginFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.FilterFactory.NoConfig;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.retrieve.Retriever;
import dev.sluice.api.retrieve.Search;
import dev.sluice.proxy.model.ModelBook;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerationRetrieverTest {

    private static final Search SEARCH = new Search(
            "leave", new float[] {1}, new Search.Asker("acme", Set.of()), List.of(), Search.Fusion.DEFAULT, 1);

    @TempDir
    Path folder;

    private PluginFixture plugins;

    @BeforeEach
    void open() {
        plugins = new PluginFixture(folder);
        plugins.jar("first.jar", PluginJar.compile(PluginFixture.factory("Any", "any", ""), """
                        package test;
                        import dev.sluice.api.retrieve.*;
                        import dev.sluice.api.FilterFactory.NoConfig;
                        import dev.sluice.api.plugin.PluginContext;
                        import io.vertx.core.Future;
                        import java.util.List;
                        @org.pf4j.Extension
                        public class First implements RetrieverFactory<NoConfig> {
                            public String name() { return "first"; }
                            public Class<NoConfig> configType() { return NoConfig.class; }
                            public Future<Retriever> create(NoConfig config, PluginContext context) {
                                return Future.succeededFuture(new Retriever() {
                                    public Limits limits() { return new Limits(1, 1, java.time.Duration.ofSeconds(1)); }
                                    public boolean comparesVectors() { return true; }
                                    public Future<List<Passage>> retrieve(Search search) {
                                        Passage one = new Passage("leave", 0, "", "", "", "thirty days", 1);
                                        return Future.succeededFuture(List.of(one, one));
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
        var retriever = context(generation).retriever("best");
        // then
        assertThatThrownBy(() -> await(retriever)).hasMessageContaining("add it below 'retrievers'");
        await(generation.retire());
    }

    @Test
    void makesOneForTwoGenerationsAndClosesItWithTheLast() throws Exception {
        // given
        PluginGeneration old = chosen(plugins.catalog.open());
        PluginGeneration next = chosen(plugins.catalog.open());
        Retriever first = await(context(old).retriever("best"));
        Retriever second = await(context(next).retriever("best"));
        // when
        await(old.retire());
        // then
        assertThat(second).isSameAs(first);
        assertThat(second.comparesVectors()).isTrue();
        assertThat(await(second.retrieve(SEARCH)))
                .as("no more than were wanted")
                .hasSize(1);
        await(next.retire());
    }

    private static PluginGeneration chosen(PluginGeneration generation) {
        generation.retrieveWith("best", generation.require(ExtensionType.RETRIEVER, "first"), new NoConfig());
        return generation;
    }

    private static PluginContext context(PluginGeneration generation) {
        return generation.contextFor(generation.filterFactory("any"), ModelBook.EMPTY);
    }
}
