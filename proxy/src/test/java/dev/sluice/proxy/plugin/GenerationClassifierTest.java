package dev.sluice.proxy.plugin;

import static dev.sluice.proxy.plugin.PluginFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.FilterFactory.NoConfig;
import dev.sluice.api.classify.Classifier;
import dev.sluice.api.classify.Judgement;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.proxy.model.ModelBook;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerationClassifierTest {

    @TempDir
    Path folder;

    private PluginFixture plugins;

    @BeforeEach
    void open() {
        plugins = new PluginFixture(folder);
        plugins.jar("bad.jar", PluginJar.compile(PluginFixture.factory("Any", "any", ""), """
                        package test;
                        import dev.sluice.api.classify.*;
                        import dev.sluice.api.FilterFactory.NoConfig;
                        import dev.sluice.api.plugin.PluginContext;
                        import io.vertx.core.Future;
                        @org.pf4j.Extension
                        public class Bad implements ClassifierFactory<NoConfig> {
                            public String name() { return "bad"; }
                            public Class<NoConfig> configType() { return NoConfig.class; }
                            public Future<Classifier> create(NoConfig config, PluginContext context) {
                                return Future.succeededFuture(new Classifier() {
                                    public Limits limits() { return new Limits(1, 1, java.time.Duration.ofSeconds(1)); }
                                    public Future<java.util.List<Judgement>> classify(String text) {
                                        return Future.succeededFuture(java.util.List.of(Judgement.of("bad", 1, true, text)));
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
        var classifier = context(generation).classifier("judge");
        // then
        assertThatThrownBy(() -> await(classifier)).hasMessageContaining("add it below 'classifiers'");
        await(generation.retire());
    }

    @Test
    void makesOneForTwoGenerationsAndClosesItWithTheLast() throws Exception {
        // given
        PluginGeneration old = chosen(plugins.catalog.open());
        PluginGeneration next = chosen(plugins.catalog.open());
        Classifier first = await(context(old).classifier("judge"));
        Classifier second = await(context(next).classifier("judge"));
        // when
        await(old.retire());
        // then
        assertThat(second).isSameAs(first);
        assertThat(await(second.classify("text"))).containsExactly(new Judgement("bad", 1, true, 0, 4));
        await(next.retire());
    }

    private static PluginGeneration chosen(PluginGeneration generation) {
        generation.classifyWith("judge", generation.require(ExtensionType.CLASSIFIER, "bad"), new NoConfig());
        return generation;
    }

    private static PluginContext context(PluginGeneration generation) {
        return generation.contextFor(generation.filterFactory("any"), ModelBook.EMPTY);
    }
}
