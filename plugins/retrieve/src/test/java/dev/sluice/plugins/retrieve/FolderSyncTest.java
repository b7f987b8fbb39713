package dev.sluice.plugins.retrieve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
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
    void aLinkThatLeadsBackHidesNothing() throws IOException {
        // given
        Files.writeString(watched.resolve("a.md"), "one");
        Files.writeString(watched.resolve("b.md"), "two");
        Files.createSymbolicLink(watched.resolve("loop"), watched);
        serve();
        holds(2);
        // when
        Files.delete(watched.resolve("a.md"));
        // then
        holds(1);
    }

    @Test
    void whatLiesBelowAPartThatCannotBeLookedAtStaysAndNothingElse() throws IOException {
        // given
        Path part = Files.createDirectories(watched.resolve("part"));
        Files.writeString(part.resolve("stays.md"), "one");
        Files.writeString(watched.resolve("partly.md"), "two");
        serve();
        holds(2);
        Files.setPosixFilePermissions(part, Set.of());
        assumeFalse(Files.isReadable(part), "whoever runs this may read everything");
        // when
        Files.delete(watched.resolve("partly.md"));
        // then
        holds(1);
        assertThat(documents()).contains("watch:part/stays.md");
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void filesThatCannotBeReadKeepNoOthersOut() throws IOException {
        // given
        try (FileSystem spoilt = FileSystems.newFileSystem(spoilt(100, "z.md"))) {
            context.withCollections(Map.of("handbook", Collections.collection(spoilt.getPath("/"))));
            // when
            serve();
            // then
            holds(1);
            assertThat(documents()).contains("watch:z.md");
        }
    }

    /** An archive to be looked at as a folder, in which so many files are there and cannot be read; the last one can. */
    private Path spoilt(int files, String last) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < files; i++) {
                zip.putNextEntry(new ZipEntry("file-%03d.md".formatted(i)));
                zip.write("one".getBytes(StandardCharsets.UTF_8));
            }
            zip.putNextEntry(new ZipEntry(last));
            zip.write("the last".getBytes(StandardCharsets.UTF_8));
        }
        String text = bytes.toString(StandardCharsets.ISO_8859_1);
        for (int i = 0;
                i < files;
                i++) { // The first byte behind a name is that of its packed bytes: no such block exists.
            text = text.replaceFirst("(?s)(file-%03d.md).".formatted(i), "$1\u00ff");
        }
        return Files.write(folder.resolve("spoilt.zip"), text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void filesThatCannotBeEmbeddedKeepNoOthersOut() throws IOException {
        // given
        for (int i = 0; i < 100; i++) {
            Files.writeString(watched.resolve("file-%03d.md".formatted(i)), "poison");
        }
        Files.writeString(watched.resolve("z.md"), "the last");
        context.withEmbedder(new PickyEmbedder());
        // when
        serve();
        // then
        holds(1);
        assertThat(documents()).contains("watch:z.md");
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

    /** Embeds all but one word. */
    private static final class PickyEmbedder implements Embedder {

        private final Embedder embedder = new FakeEmbedder();

        @Override
        public EmbeddingModel model() {
            return embedder.model();
        }

        @Override
        public Future<List<float[]>> embed(Purpose purpose, List<String> texts) {
            return texts.contains("poison")
                    ? Future.failedFuture(new IOException("expected other words"))
                    : embedder.embed(purpose, texts);
        }

        @Override
        public int tokens(String text) {
            return embedder.tokens(text);
        }
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
