package dev.sluice.plugins.retrieve.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.embed.Embedder.Purpose;
import dev.sluice.api.embed.EmbeddingModel;
import dev.sluice.plugins.retrieve.index.IndexSpec.VectorStorage;
import dev.sluice.plugins.retrieve.index.Question.Asker;
import dev.sluice.plugins.retrieve.index.Question.Fuse;
import dev.sluice.plugins.retrieve.index.Question.Ranking;
import dev.sluice.testkit.FakeEmbedder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.lucene.store.LockObtainFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CollectionIndexTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private final FakeEmbedder embedder = new FakeEmbedder();
    private CollectionIndex index;

    @BeforeEach
    void open() throws IOException {
        index = CollectionIndex.open(folder.resolve("index"), spec("en", VectorStorage.FLOAT));
    }

    @AfterEach
    void close() throws IOException {
        index.close();
    }

    @Test
    void findsByWordsAndByVector() throws IOException {
        // given
        put(document("leave"), "Employees have thirty days of paid leave.");
        put(document("canteen"), "The canteen opens at noon.");
        // when
        List<Hit> hits = search("how many days of leave?", anybody());
        // then
        assertThat(hits.getFirst().id()).isEqualTo("leave");
        assertThat(hits.getFirst().relevance()).isGreaterThan(0.5);
    }

    @Test
    void replacesADocumentWithAllItsChunks() throws IOException {
        // given
        put(document("a"), "one apple", "two apples", "three apples");
        // when
        put(document("a"), "one apple only");
        // then
        assertThat(index.size()).isEqualTo(new CollectionIndex.Size(1, 1));
        assertThat(index.find("a").orElseThrow().chunks()).isEqualTo(1);
    }

    @Test
    void removesADocument() throws IOException {
        // given
        put(document("a"), "an apple");
        // when
        index.remove("a");
        index.commit();
        // then
        assertThat(search("apple", anybody())).isEmpty();
        assertThat(index.find("a")).isEmpty();
    }

    @Test
    void showsATenantOnlyItsOwnAndEverybodysDocuments() throws IOException {
        // given
        put(allowed("mine", new Access("acme", Set.of())), "the secret apple of acme");
        put(allowed("theirs", new Access("globex", Set.of())), "the secret apple of globex");
        put(document("open"), "an apple for everybody");
        // when
        List<Hit> hits = search("secret apple", new Asker("acme", Set.of()));
        // then
        assertThat(hits).extracting(Hit::id).containsExactlyInAnyOrder("mine", "open");
    }

    @Test
    void showsLabelledDocumentsToWhomHasOneOfTheLabels() throws IOException {
        // given
        put(allowed("hr", new Access(Access.EVERYBODY, Set.of("team=hr", "team=legal"))), "apples of the staff");
        // when
        List<Hit> legal = search("apples", Asker.of("acme", Map.of("team", "legal")));
        List<Hit> sales = search("apples", Asker.of("acme", Map.of("team", "sales")));
        // then
        assertThat(legal).extracting(Hit::id).containsExactly("hr");
        assertThat(sales).isEmpty();
    }

    @Test
    void filtersByMetadata() throws IOException {
        // given
        put(described("old", Map.of("year", "2019", "kind", "policy")), "apples in the canteen");
        put(described("new", Map.of("year", "2025", "kind", "policy")), "apples in the canteen");
        put(described("memo", Map.of("year", "2025", "kind", "memo")), "apples in the canteen");
        Question question = new Question(
                "apples",
                vector("apples"),
                anybody(),
                List.of(
                        new Question.Filter("year", Set.of(), 2020.0, null),
                        new Question.Filter("kind", Set.of("policy"), null, null)),
                Ranking.DEFAULT,
                10);
        // when
        List<Hit> hits = index.search(question, NOW);
        // then
        assertThat(hits).extracting(Hit::id).containsExactly("new");
    }

    @Test
    void ofCopiesOfOneNameThatAreAskedForAtOnceOneIsMade() throws Exception {
        // given
        put(document("a"), "an apple");
        int names = 20;
        int each = 4;
        Queue<Exception> failures = new ConcurrentLinkedQueue<>();
        // when
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < names * each; i++) {
                Path target = folder.resolve("snapshot-" + i / each);
                threads.execute(() -> {
                    try {
                        index.snapshot(target);
                    } catch (IOException e) {
                        failures.add(e);
                    }
                });
            }
        }
        // then
        assertThat(failures).hasSize(names * (each - 1)).hasOnlyElementsOfType(NameTakenException.class);
    }

    @Test
    void prefersWhatIsNewWhereRecencyCounts() throws IOException {
        // given
        put(dated("old", "2015-01-01T00:00:00Z"), "apples in the canteen");
        put(dated("new", "2025-12-31T00:00:00Z"), "apples in the canteen");
        Ranking recent = new Ranking(50, Fuse.SCORES, 60, 1, 1, 0, 0.8, Duration.ofDays(90));
        // when
        List<Hit> hits = index.search(new Question("apples", vector("apples"), anybody(), List.of(), recent, 2), NOW);
        // then
        assertThat(hits).extracting(Hit::id).containsExactly("new", "old");
    }

    @Test
    void leavesOutWhatWasSaidWhereDiversityCounts() throws IOException {
        // given
        put(document("first"), "apples in the canteen");
        put(document("twin"), "apples in the canteen");
        put(document("other"), "apples grow on old trees");
        Ranking diverse = new Ranking(50, Fuse.SCORES, 60, 1, 1, 0.9, 0, Duration.ofDays(90));
        // when
        List<Hit> hits = index.search(
                new Question("apples canteen", vector("apples canteen"), anybody(), List.of(), diverse, 2), NOW);
        // then
        assertThat(hits).extracting(Hit::id).contains("other");
    }

    @Test
    void findsWhatWasCommittedAfterItIsOpenedAgain() throws IOException {
        // given
        put(document("a"), "an apple");
        index.close();
        // when
        index = CollectionIndex.open(folder.resolve("index"), spec("en", VectorStorage.FLOAT));
        // then
        assertThat(search("apple", anybody())).hasSize(1);
    }

    @Test
    void refusesAnIndexOfAnotherLanguage() throws IOException {
        // given
        index.close();
        // then
        assertThatThrownBy(() -> CollectionIndex.open(folder.resolve("index"), spec("de", VectorStorage.FLOAT)))
                .isInstanceOf(IndexMismatchException.class)
                .hasMessageContaining("expected an index whose language is de, found en");
        open();
    }

    @Test
    void letsOneWriteAtATime() {
        assertThatThrownBy(() -> CollectionIndex.open(folder.resolve("index"), spec("en", VectorStorage.FLOAT)))
                .isInstanceOf(LockObtainFailedException.class);
    }

    @Test
    void goesBackToASnapshot() throws IOException {
        // given
        put(document("a"), "an apple");
        index.snapshot(folder.resolve("snapshot"));
        index.remove("a");
        put(document("b"), "a banana");
        // when
        index.restore(folder.resolve("snapshot"));
        // then
        assertThat(index.ids("")).containsExactly("a");
        assertThat(search("apple", anybody())).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(VectorStorage.class)
    void findsNearVectorsHoweverTheyAreKept(VectorStorage storage) throws IOException {
        // given
        try (CollectionIndex stored = CollectionIndex.open(folder.resolve("stored"), spec("en", storage))) {
            for (String text : List.of("red apples", "green pears", "yellow bananas")) {
                stored.put(new Entry(document(text), "h", List.of(new Chunk("", text)), List.of(vector(text))));
            }
            stored.commit();
            Ranking vectors = new Ranking(3, Fuse.SCORES, 60, 0, 1, 0, 0, Duration.ofDays(1));
            // when
            List<Hit> hits =
                    stored.search(new Question("", vector("green pears"), anybody(), List.of(), vectors, 1), NOW);
            // then
            assertThat(hits.getFirst().id()).isEqualTo("green pears");
        }
    }

    @Test
    void findsNothingInAnEmptyIndexAndForAQuestionWithoutWords() throws IOException {
        assertThat(search("apple", anybody())).isEmpty();
        put(document("a"), "an apple");
        assertThat(index.search(new Question("?!", null, anybody(), List.of(), Ranking.DEFAULT, 3), NOW))
                .isEmpty();
    }

    private List<Hit> search(String text, Asker asker) throws IOException {
        return index.search(new Question(text, vector(text), asker, List.of(), Ranking.DEFAULT, 10), NOW);
    }

    private void put(Document document, String... texts) throws IOException {
        List<Chunk> chunks =
                List.of(texts).stream().map(text -> new Chunk("", text)).toList();
        List<float[]> vectors =
                chunks.stream().map(chunk -> vector(chunk.text())).toList();
        index.put(new Entry(document, "hash", chunks, vectors));
        index.commit();
    }

    private float[] vector(String text) {
        return embedder.embed(Purpose.PASSAGE, List.of(text)).result().getFirst();
    }

    private IndexSpec spec(String language, VectorStorage storage) {
        EmbeddingModel model = embedder.model();
        return new IndexSpec(language, 0.9f, 0.4f, model, storage);
    }

    private static Asker anybody() {
        return new Asker("default", Set.of());
    }

    private static Document document(String id) {
        return Document.of(id);
    }

    private static Document allowed(String id, Access access) {
        return new Document(id, "", "", Map.of(), access, null);
    }

    private static Document described(String id, Map<String, String> metadata) {
        return new Document(id, "", "", metadata, Access.OPEN, null);
    }

    private static Document dated(String id, String time) {
        return new Document(id, "", "", Map.of(), Access.OPEN, Instant.parse(time));
    }
}
