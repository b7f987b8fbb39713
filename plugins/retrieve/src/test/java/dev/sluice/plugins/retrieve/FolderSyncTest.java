package dev.sluice.plugins.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.Filter;
import dev.sluice.api.admin.AdminReply;
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
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder that is watched: what is added, changed and removed there. */
class FolderSyncTest {

    private static final String SNAPSHOT = "/collections/{collection}/snapshots/{snapshot}";

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

    @Test
    void servesWithAWarningUntilThereIsWhatItFollows() {
        // given
        context.withCollections(Map.of("handbook", Collections.following(folder.resolve("nowhere"))));
        // when
        var made = new RetrieveFactory().create(Collections.retrieve(0, GroundingPolicy.OFF), context);
        Awaitility.await().until(() -> {
            time.run();
            return made.isComplete();
        });
        // then
        assertThat(warnings(made.result())).containsExactly("retrieve: not all documents of handbook are read yet");
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

    @Test
    void bringsARestoredCollectionToWhatLiesInTheFolderNow() throws IOException {
        // given
        Files.writeString(watched.resolve("stays.md"), "one");
        Files.writeString(watched.resolve("changes.md"), "before");
        Files.writeString(watched.resolve("goes.md"), "two");
        serve();
        ask(HttpMethod.POST, SNAPSHOT, "snapshot", "first");
        Files.writeString(watched.resolve("changes.md"), "and after");
        Files.delete(watched.resolve("goes.md"));
        Files.writeString(watched.resolve("comes.md"), "three");
        eventually(() -> assertThat(documents())
                .contains("watch:changes.md", "watch:comes.md")
                .doesNotContain("watch:goes.md"));
        String changed = hash("watch:changes.md");
        // when
        ask(HttpMethod.POST, SNAPSHOT + "/restore", "snapshot", "first");
        // then
        eventually(() -> assertThat(documents())
                .contains("watch:stays.md", "watch:changes.md", "watch:comes.md")
                .doesNotContain("watch:goes.md"));
        eventually(() -> assertThat(hash("watch:changes.md")).isEqualTo(changed));
    }

    @Test
    void warnsFromARestoreOnUntilTheFolderWasReadAgain() throws IOException {
        // given
        Files.writeString(watched.resolve("a.md"), "one");
        Filter filter = serve();
        ask(HttpMethod.POST, SNAPSHOT, "snapshot", "first");
        // when
        ask(HttpMethod.POST, SNAPSHOT + "/restore", "snapshot", "first");
        // then
        assertThat(warnings(filter)).containsExactly("retrieve: not all documents of handbook are read yet");
        eventually(() -> assertThat(warnings(filter)).isEmpty());
    }

    @Test
    void readsAgainWhatIsRemovedWhileItLiesInTheFolder() throws IOException {
        // given
        Files.writeString(watched.resolve("a.md"), "one");
        serve();
        holds(1);
        // when
        ask(HttpMethod.DELETE, "/collections/{collection}/documents/{id}", "id", "watch:a.md");
        // then
        assertThat(size()).contains("\"documents\":0,");
        holds(1);
    }

    private Filter serve() {
        var made = new RetrieveFactory().create(Collections.retrieve(0, GroundingPolicy.OFF), context);
        Awaitility.await().until(() -> {
            time.run();
            return made.succeeded();
        });
        return made.result();
    }

    private void holds(int documents) {
        eventually(() -> assertThat(size()).contains("\"documents\":" + documents + ","));
    }

    private void eventually(ThrowingRunnable holds) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            time.advance(Duration.ofSeconds(1));
            holds.run();
        });
    }

    private String size() {
        return ask(HttpMethod.GET, "/collections/{collection}", "", "");
    }

    private String documents() {
        return ask(HttpMethod.GET, "/collections/{collection}/documents", "", "");
    }

    private String hash(String id) {
        return new JsonObject(ask(HttpMethod.GET, "/collections/{collection}/documents/{id}", "id", id))
                .getString("hash");
    }

    private String ask(HttpMethod method, String path, String place, String value) {
        Map<String, String> places =
                place.isEmpty() ? Map.of("collection", "handbook") : Map.of("collection", "handbook", place, value);
        AdminReply reply = Settled.of(context.admin().ask(method, path, places, ""), time);
        assertThat(reply.status()).isEqualTo(200);
        return dev.sluice.api.stream.Sources.collect(reply.body())
                .result()
                .getFirst()
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
