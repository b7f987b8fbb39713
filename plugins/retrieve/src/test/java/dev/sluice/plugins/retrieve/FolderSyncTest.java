package dev.sluice.plugins.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.Filter;
import dev.sluice.api.embed.Embedder;
import dev.sluice.api.embed.EmbeddingModel;
import dev.sluice.plugins.retrieve.RetrieveConfig.GroundingPolicy;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.FakeEmbedder;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder that is watched: what is added, changed and removed there. */
class FolderSyncTest {

    @TempDir
    Path folder;

    private final VirtualTime time = new VirtualTime();
    private FakePluginContext context;
    private Path watched;

    @BeforeEach
    void open() throws IOException {
        watched = Files.createDirectories(folder.resolve("watched"));
        context = new FakePluginContext(time)
                .withDataFolder(folder.resolve("data"))
                .withEmbedder(new FakeEmbedder())
                .withCollections(Map.of("handbook", Collections.collection(watched)));
    }

    @AfterEach
    void close() {
        var closed = context.close();
        Awaitility.await().until(() -> {
            time.run();
            return closed.isComplete();
        });
    }

    @Test
    void followsTheFolder() throws IOException {
        Files.writeString(watched.resolve("a.md"), "one");
        Files.writeString(watched.resolve("b.md"), "two");
        serve();
        holds(2);

        Files.delete(watched.resolve("a.md"));
        holds(1);

        Files.writeString(watched.resolve("c.md"), "three");
        Files.writeString(watched.resolve("d.pdf"), "%PDF-1.7 and no more");
        holds(2);
    }

    @Test
    void hasReadTheFolderBeforeTheFirstCall() throws IOException {
        Files.writeString(watched.resolve("a.md"), "one");

        serve();

        assertThat(size()).contains("\"documents\":1,");
    }

    @Test
    void servesWithAWarningAfterAWhileIfTheFolderTakesLonger() throws IOException {
        // given
        Files.writeString(watched.resolve("a.md"), "one");
        HeldEmbedder held = new HeldEmbedder();
        context.withEmbedder(held);
        var made = new RetrieveFactory().create(Collections.retrieve(0, GroundingPolicy.OFF), context);
        Awaitility.await().until(() -> {
            time.run();
            return held.isAsked();
        });
        assertThat(made.isComplete()).isFalse();
        // when
        time.advance(Duration.ofSeconds(3));
        // then
        assertThat(warnings(made.result())).containsExactly("retrieve: not all documents of handbook are read yet");
        held.letGo();
        Awaitility.await().untilAsserted(() -> {
            time.run();
            assertThat(warnings(made.result())).isEmpty();
        });
    }

    private List<String> warnings(Filter filter) {
        Call call = FakeCalls.chat().whole("one?");
        filter.apply(call, ScriptedUpstream.of(time, Script.says("Yes.")));
        time.run();
        return call.journal().warnings();
    }

    @Test
    void removesNothingWhileAPartCannotBeLookedAt() throws IOException {
        // given
        Files.writeString(watched.resolve("a.md"), "one");
        serve();
        holds(1);
        // when
        Files.delete(watched.resolve("a.md"));
        Files.createSymbolicLink(watched.resolve("loop"), watched);
        Files.writeString(watched.resolve("b.md"), "two");
        // then
        holds(2);
        Files.delete(watched.resolve("loop"));
        holds(1);
    }

    private void serve() {
        var made = new RetrieveFactory().create(Collections.retrieve(0, GroundingPolicy.OFF), context);
        Awaitility.await().until(() -> {
            time.run();
            return made.succeeded();
        });
    }

    private void holds(int documents) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            time.advance(Duration.ofSeconds(1));
            assertThat(size()).contains("\"documents\":" + documents + ",");
        });
    }

    private String size() {
        var reply =
                context.admin().ask(HttpMethod.GET, "/collections/{collection}", Map.of("collection", "handbook"), "");
        time.run();
        assertThat(reply.succeeded()).isTrue();
        return dev.sluice.api.stream.Sources.collect(reply.result().body())
                .result()
                .toString();
    }

    /** Embeds passages only when it is let go. */
    private static final class HeldEmbedder implements Embedder {

        private final Embedder embedder = new FakeEmbedder();
        private final Promise<Void> gate = Promise.promise();
        private volatile boolean asked;

        boolean isAsked() {
            return asked;
        }

        void letGo() {
            gate.complete();
        }

        @Override
        public EmbeddingModel model() {
            return embedder.model();
        }

        @Override
        public Future<List<float[]>> embed(Purpose purpose, List<String> texts) {
            asked = true;
            return purpose == Purpose.QUERY
                    ? embedder.embed(purpose, texts)
                    : gate.future().compose(gone -> embedder.embed(purpose, texts));
        }

        @Override
        public int tokens(String text) {
            return embedder.tokens(text);
        }
    }
}
