package dev.sluice.plugins.retrieve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.admin.AdminReply;
import dev.sluice.api.admin.AdminRequest;
import dev.sluice.api.embed.Embedder;
import dev.sluice.api.embed.EmbeddingModel;
import dev.sluice.api.stream.Sources;
import dev.sluice.plugins.retrieve.RetrieveConfig.GroundingPolicy;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.FakeCheckContext;
import dev.sluice.testkit.FakeEmbedder;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators see of a collection and do to it, where all is well and where it is not. */
class CollectionAdminTest {

    private static final String ONE = "/collections/{collection}";
    private static final String DOCUMENTS = ONE + "/documents";
    private static final String DOCUMENT = DOCUMENTS + "/{id}";
    private static final String SNAPSHOT = ONE + "/snapshots/{snapshot}";

    @TempDir
    Path folder;

    private final VirtualTime time = new VirtualTime();
    private final FailingEmbedder embedder = new FailingEmbedder();
    private FakePluginContext context;
    private dev.sluice.api.Filter filter;

    /** An embedder that can be away. */
    private static final class FailingEmbedder implements Embedder {

        private final FakeEmbedder words = new FakeEmbedder();
        private @Nullable Exception failure;
        private boolean hangs;
        private int asked;

        @Override
        public EmbeddingModel model() {
            return words.model();
        }

        @Override
        public Future<List<float[]>> embed(Purpose purpose, List<String> texts) {
            asked++;
            if (hangs) {
                return Promise.<List<float[]>>promise().future();
            }
            return failure == null ? words.embed(purpose, texts) : Future.failedFuture(failure);
        }

        @Override
        public int tokens(String text) {
            return words.tokens(text);
        }
    }

    @BeforeEach
    void open() {
        context = new FakePluginContext(time)
                .withDataFolder(folder)
                .withEmbedder(embedder)
                .withCollections(Map.of("handbook", Collections.collection(null)));
        filter = settled(new RetrieveFactory().create(Collections.retrieve(0, GroundingPolicy.OFF), context));
    }

    @AfterEach
    void close() {
        settled(context.close());
    }

    @Test
    void showsWhoMayFindADocument() {
        // given
        put("a", "{'text':'the secret','tenant':'acme','labels':['team=hr','site=b']}");
        // when
        JsonObject shown = json(ask(HttpMethod.GET, DOCUMENT, "id", "a", ""));
        // then
        assertThat(shown.getString("tenant")).isEqualTo("acme");
        assertThat(shown.getJsonArray("labels").encode()).isEqualTo("[\"site=b\",\"team=hr\"]");
    }

    @Test
    void refusesAFileThatIsMoreThanTextBeforeItIsHeld() {
        // given
        Buffer chunk = Buffer.buffer("a".repeat(1 << 20));
        AdminRequest request = new AdminRequest(
                Map.of("collection", "handbook", "id", "big.txt"),
                Map.of(),
                "text/plain",
                Sources.of(List.of(chunk, chunk, chunk, chunk)));
        // when
        AdminReply reply = settled(context.admin().ask(HttpMethod.PUT, DOCUMENT, request));
        // then
        assertThat(reply.status()).isEqualTo(413);
        assertThat(json(reply).encode()).contains("\"status\":\"failed\"", "at most 1MiB of text", "raise max-text");
    }

    @Test
    void listsDocumentsByPages() {
        // given
        for (String id : List.of("c", "a", "b", "d")) {
            put(id, "{'text':'one'}");
        }
        ask(HttpMethod.DELETE, DOCUMENT, "id", "b", "");
        // when
        JsonObject all = json(ask(HttpMethod.GET, DOCUMENTS, "", "", ""));
        // then
        assertThat(all.getJsonArray("documents"))
                .extracting(one -> ((JsonObject) one).getString("id"))
                .containsExactly("a", "c", "d");
        assertThat(all.getJsonArray("documents").getJsonObject(0).getString("status"))
                .isEqualTo("indexed");
        assertThat(all.containsKey("after")).isFalse();
        assertThat(StoredJson.Page.of(Map.of("after", "a", "limit", "2"))).isEqualTo(new StoredJson.Page("a", 2));
        assertThatThrownBy(() -> StoredJson.Page.of(Map.of("limit", "0")))
                .hasMessageContaining("a limit from 1 to 1000");
        assertThatThrownBy(() -> StoredJson.Page.of(Map.of("page", "2"))).hasMessageContaining("found 'page'");
    }

    @Test
    void aDocumentThatIsNotThereCannotBeRemoved() {
        assertThat(refusal(() -> ask(HttpMethod.DELETE, DOCUMENT, "id", "nowhere", "")))
                .hasMessageEndingWith("There is no document 'nowhere' in this collection.");
    }

    @Test
    void whoIsAskedForAnothersDocumentDoesNotDenyItsCollection() {
        // given
        CollectionEndpoints other = new CollectionEndpoints(
                settled(OpenCollection.open("handbook", new Library(), elsewhere())), "docs"::equals, context);
        other.serve();
        // then
        assertThat(refusal(() -> settled(
                        context.admin().ask(HttpMethod.GET, DOCUMENT, Map.of("collection", "docs", "id", "a"), ""))))
                .hasMessageEndingWith("There is nothing of that name in the collection 'docs'.");
        assertThat(refusal(() -> settled(
                        context.admin().ask(HttpMethod.GET, DOCUMENT, Map.of("collection", "papers", "id", "a"), ""))))
                .hasMessageContaining("There is no collection 'papers' here");
    }

    private FakePluginContext elsewhere() {
        return new FakePluginContext(time)
                .withDataFolder(folder.resolve("elsewhere"))
                .withEmbedder(embedder)
                .withCollections(Map.of("handbook", Collections.collection(null)));
    }

    @Test
    void snapshotsAreListedTakenOnceAndRestoredWhereTheyAre() {
        // given
        put("a", "{'text':'one'}");
        assertThat(ask(HttpMethod.POST, SNAPSHOT, "snapshot", "first", "").status())
                .isEqualTo(200);
        // when
        AdminReply again = ask(HttpMethod.POST, SNAPSHOT, "snapshot", "first", "");
        AdminReply missing = ask(HttpMethod.POST, SNAPSHOT + "/restore", "snapshot", "second", "");
        AdminReply there = ask(HttpMethod.POST, SNAPSHOT + "/restore", "snapshot", "first", "");
        // then
        assertThat(again.status()).isEqualTo(409);
        assertThat(missing.status()).isEqualTo(404);
        assertThat(text(missing)).contains("no snapshot 'second'; there are first.");
        assertThat(there.status()).isEqualTo(200);
        assertThat(text(ask(HttpMethod.GET, ONE + "/snapshots", "", "", ""))).isEqualTo("{\"snapshots\":[\"first\"]}");
    }

    @Test
    void aSnapshotThatCannotBeWrittenIsReportedAsThat() throws IOException {
        // given
        put("a", "{'text':'one'}");
        Files.createDirectories(folder.resolve("handbook.snapshots"));
        Files.writeString(folder.resolve("handbook.snapshots").resolve("first.partial"), "in the way");
        // when
        AdminReply reply = ask(HttpMethod.POST, SNAPSHOT, "snapshot", "first", "");
        // then
        assertThat(reply.status()).isEqualTo(507);
        assertThat(json(reply).getString("detail"))
                .startsWith("Expected to write it to the disk, found: ")
                .contains("there is no such snapshot", "Make room");
    }

    @Test
    void aSnapshotThatIsSpoiltIsNotPutBack() throws IOException {
        // given
        put("a", "{'text':'one'}");
        ask(HttpMethod.POST, SNAPSHOT, "snapshot", "first", "");
        put("b", "{'text':'two'}");
        try (var files = Files.list(folder.resolve("handbook.snapshots").resolve("first"))) {
            for (Path file : files.toList()) {
                Files.writeString(file, "spoilt");
            }
        }
        // when
        AdminReply reply = ask(HttpMethod.POST, SNAPSHOT + "/restore", "snapshot", "first", "");
        // then
        assertThat(reply.status()).isEqualTo(422);
        assertThat(json(reply).getString("detail")).contains("a snapshot that is whole", "The collection is as it was");
        assertThat(json(ask(HttpMethod.GET, ONE, "", "", "")).getInteger("documents"))
                .isEqualTo(2);
    }

    @Test
    void aLineThatIsNoUtf8IsReportedByItself() {
        // given
        OpenCollection open = settled(OpenCollection.open("handbook", new Library(), elsewhere()));
        Buffer lines = Buffer.buffer()
                .appendBytes("{\"id\":\"a\",\"text\":\"drei\u00dfig\"}\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1))
                .appendBytes("{\"id\":\"b\",\"text\":\"drei\u00dfig\"}".getBytes(StandardCharsets.UTF_8));
        // when
        List<Report> reports = settled(Bulk.of(lines).into(open.intake()));
        // then
        assertThat(reports).extracting(Report::status).containsExactly(Report.Status.FAILED, Report.Status.INDEXED);
        assertThat(reports.getFirst().message()).contains("UTF-8");
    }

    @Test
    void aRankingThatFindsNothingIsAProblemOfTheConfig() {
        // given
        FakeCheckContext around = new FakeCheckContext().with("handbook", Collections.byWords());
        // when
        new RetrieveFactory().check(Collections.retrieve(Collections.ranking(0, 1)), around);
        // then
        assertThat(around.problems())
                .singleElement()
                .asString()
                .contains("ranking: expected words above 0, since the collection 'handbook' has no vectors");
        assertThatThrownBy(() -> Collections.ranking(0, 0)).hasMessageContaining("found 0 for both");
    }

    @Test
    void aDocumentWithoutVectorsIsReportedAsThat() {
        // given
        embedder.failure = new ConnectException("Connection refused: /127.0.0.1:37001.");
        // when
        AdminReply one = put("a", "{'text':'one'}");
        String lines = text(ask(HttpMethod.POST, DOCUMENTS, "", "", "{\"id\":\"b\",\"text\":\"two\"}"));
        // then
        assertThat(one.status()).isEqualTo(503);
        assertThat(json(one).getString("message"))
                .isEqualTo(
                        "expected vectors of the embedder words, found a failure: Connection refused: /127.0.0.1:37001."
                                + " What was there before stays. Mend the embedder, and send the document again");
        assertThat(lines).contains("\"status\":\"failed\"", "expected vectors of the embedder words");
    }

    @Test
    void searchesByWordsAndSaysSoWhileTheEmbedderIsAway() {
        // given
        put("leave", "{'text':'Employees have thirty days of paid leave.'}");
        embedder.failure = new IllegalStateException("away");
        var call = FakeCalls.chat().whole("How much paid leave?");
        // when
        var reply = settled(filter.apply(call, ScriptedUpstream.of(time, Script.says(List.of("Thirty.")))));
        // then
        assertThat(reply.headers().get("x-sluice-sources")).startsWith("handbook/leave#0");
        assertThat(call.journal().warnings())
                .containsExactly("retrieve: handbook was searched by words alone, since the embedder gave no vector:"
                        + " it failed");
        assertThat(call.journal().decisions())
                .anyMatch(decision -> decision.action().equals("by-words"));
        assertThat(context.meters().count("embed_failures", "collection", "handbook"))
                .isEqualTo(1);
    }

    @Test
    void searchesByWordsAfterAWhileWhereTheEmbedderHangsAndLetsItBeThen() {
        // given
        put("leave", "{'text':'Employees have thirty days of paid leave.'}");
        embedder.hangs = true;
        embedder.asked = 0;
        var first = FakeCalls.chat().whole("How much paid leave?");
        var second = FakeCalls.chat().whole("How much paid leave?");
        // when
        var waiting = filter.apply(first, ScriptedUpstream.of(time, Script.says(List.of("Thirty."))));
        time.advance(Duration.ofSeconds(3));
        var reply = settled(waiting);
        var next = settled(filter.apply(second, ScriptedUpstream.of(time, Script.says(List.of("Thirty.")))));
        // then
        assertThat(reply.headers().get("x-sluice-sources")).startsWith("handbook/leave#0");
        assertThat(next.headers().get("x-sluice-sources")).startsWith("handbook/leave#0");
        assertThat(first.journal().warnings())
                .containsExactly("retrieve: handbook was searched by words alone, since the embedder gave no vector:"
                        + " it did not answer within 3000 ms");
        assertThat(second.journal().warnings())
                .containsExactly("retrieve: handbook was searched by words alone, since the embedder gave no vector:"
                        + " it did not answer in time shortly before");
        assertThat(embedder.asked).isEqualTo(1);
        assertThat(context.meters().count("embed_failures", "collection", "handbook"))
                .isEqualTo(2);
    }

    @Test
    void searchesByVectorsAgainWhenTheEmbedderAnswersAfterItsRest() {
        // given
        put("leave", "{'text':'Employees have thirty days of paid leave.'}");
        embedder.hangs = true;
        var hung = filter.apply(
                FakeCalls.chat().whole("Paid leave?"), ScriptedUpstream.of(time, Script.says(List.of("Thirty."))));
        time.advance(Duration.ofSeconds(3));
        settled(hung);
        embedder.hangs = false;
        time.advance(Duration.ofSeconds(10));
        var call = FakeCalls.chat().whole("How much paid leave?");
        // when
        settled(filter.apply(call, ScriptedUpstream.of(time, Script.says(List.of("Thirty.")))));
        // then
        assertThat(call.journal().warnings()).isEmpty();
    }

    @Test
    void aDocumentThatEndedTheProcessIsNotReadAgainUntilItIsRemoved() throws IOException {
        // given
        put("a", "{'text':'<p>one</p>','name':'a.html'}");
        String hash = json(ask(HttpMethod.GET, DOCUMENT, "id", "a", "")).getString("hash");
        ask(HttpMethod.DELETE, DOCUMENT, "id", "a", "");
        close();
        Files.createDirectories(folder.resolve("handbook.reading"));
        Files.writeString(folder.resolve("handbook.reading").resolve(hash + ".reading"), "a");
        open();
        // when
        AdminReply failed = put("a", "{'text':'<p>one</p>','name':'a.html'}");
        // then
        assertThat(failed.status()).isEqualTo(422);
        assertThat(json(failed).getString("message")).contains("during whose reading the process ended");
        assertThat(ask(HttpMethod.DELETE, DOCUMENT, "id", "a", "").status()).isEqualTo(200);
        assertThat(put("a", "{'text':'<p>one</p>','name':'a.html'}").status()).isEqualTo(200);
        assertThat(folder.resolve("handbook.reading")).isEmptyDirectory();
    }

    @Test
    void aFolderThatIsNotThereIsAProblemOfTheConfig() {
        // given
        FakeCheckContext around =
                new FakeCheckContext().with("handbook", Collections.collection(folder.resolve("nowhere")));
        // when
        new RetrieveFactory().check(Collections.retrieve(0, GroundingPolicy.OFF), around);
        // then
        assertThat(around.problems())
                .singleElement()
                .asString()
                .contains("expected a folder to watch for 'handbook' at " + folder.resolve("nowhere") + ", found none");
    }

    private AdminReply put(String id, String json) {
        return ask(HttpMethod.PUT, DOCUMENT, "id", id, json.replace('\'', '"'));
    }

    private AdminReply ask(HttpMethod method, String path, String place, String value, String body) {
        Map<String, String> places =
                place.isEmpty() ? Map.of("collection", "handbook") : Map.of("collection", "handbook", place, value);
        return settled(context.admin().ask(method, path, places, body));
    }

    private static Throwable refusal(Runnable asking) {
        return org.assertj.core.api.Assertions.catchThrowable(asking::run);
    }

    private JsonObject json(AdminReply reply) {
        return new JsonObject(text(reply));
    }

    private String text(AdminReply reply) {
        Buffer all = Buffer.buffer();
        settled(Sources.forEach(reply.body(), all::appendBuffer));
        return all.toString();
    }

    private <T> T settled(Future<T> future) {
        return Settled.of(future, time);
    }
}
