package dev.sluice.plugins.retrieve.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.embed.EmbeddingModel;
import dev.sluice.plugins.retrieve.index.IndexSpec.VectorStorage;
import dev.sluice.plugins.retrieve.index.Question.Asker;
import dev.sluice.plugins.retrieve.index.Question.Ranking;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of an index when its disk is full, its snapshot spoilt, or its settings others. */
class DiskTest {

    private static final IndexSpec WORDS = new IndexSpec("en", 0.9f, 0.4f, null, VectorStorage.FLOAT);

    @TempDir
    Path folder;

    private Path at;

    /** A disk that can be full, and is for merges, which begin to write when a test says so. */
    private static final class Disk extends FilterDirectory {

        private final CountDownLatch merging = new CountDownLatch(1);
        private final CountDownLatch merged = new CountDownLatch(1);
        private volatile boolean fullForMerges = true;
        private boolean full;

        Disk(Directory in) {
            super(in);
        }

        @Override
        public IndexOutput createOutput(String name, IOContext context) throws IOException {
            boolean merge = fullForMerges && context.context() == IOContext.Context.MERGE;
            if (merge) {
                merging.countDown();
                waitFor(merged);
            }
            if (full || merge) {
                throw new IOException("No space left on device");
            }
            return super.createOutput(name, context);
        }

        private static void waitFor(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @BeforeEach
    void place() {
        at = folder.resolve("handbook");
    }

    @Test
    void goesOnWhenThereIsRoomAgain() throws IOException {
        // given
        Disk disk = new Disk(FSDirectory.open(at));
        try (CollectionIndex index = CollectionIndex.open(at, disk, WORDS)) {
            put(index, "a", "an apple");
            index.commit();
            disk.full = true;
            // when
            assertThatThrownBy(() -> {
                        put(index, "b", "a banana");
                        index.commit();
                    })
                    .hasMessageContaining("No space left on device");
            // then
            assertThat(index.isWhole()).isFalse();
            assertThat(found(index, "apple")).containsExactly("a");
            assertThatThrownBy(() -> put(index, "c", "a cherry")).hasMessageContaining("No space left on device");
            disk.full = false;
            put(index, "c", "a cherry");
            index.commit();
            assertThat(index.ids("")).containsExactly("a", "c");
            assertThat(found(index, "cherry")).containsExactly("c");
        }
    }

    @Test
    void commitsNothingInThePlaceOfWhatAMergeInTheBackgroundHasLost() throws Exception {
        // given
        Disk disk = new Disk(FSDirectory.open(at));
        try (CollectionIndex index = CollectionIndex.open(at, disk, WORDS)) {
            for (int i = 0; !disk.merging.await(0, TimeUnit.SECONDS); i++) {
                put(index, "before" + i, "an apple");
                index.commit();
            }
            put(index, "lost", "a banana");
            disk.merged.countDown();
            Awaitility.await().dontCatchUncaughtExceptions().until(() -> !index.isWhole());
            // when
            assertThatThrownBy(() -> put(index, "refused", "a cherry"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("No space left on device");
            // then
            assertThat(index.isWhole()).isFalse();
            disk.fullForMerges = false;
            put(index, "after", "a date");
            index.commit();
            assertThat(index.ids("")).contains("before0", "after").doesNotContain("lost", "refused");
        }
    }

    @Test
    void failsTheCommitOfWhatAMergeInTheBackgroundHasLost() throws Exception {
        // given
        Disk disk = new Disk(FSDirectory.open(at));
        try (CollectionIndex index = CollectionIndex.open(at, disk, WORDS)) {
            for (int i = 0; !disk.merging.await(0, TimeUnit.SECONDS); i++) {
                put(index, "before" + i, "an apple");
                index.commit();
            }
            put(index, "lost", "a banana");
            disk.merged.countDown();
            Awaitility.await().dontCatchUncaughtExceptions().until(() -> !index.isWhole());
            // then
            assertThatThrownBy(index::commit)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("No space left on device");
        }
    }

    @Test
    void staysAsItIsWhereASnapshotIsSpoilt() throws IOException {
        // given
        try (CollectionIndex index = CollectionIndex.open(at, WORDS)) {
            put(index, "a", "an apple");
            index.commit();
            Path snapshot = folder.resolve("snapshot");
            index.snapshot(snapshot);
            put(index, "b", "a banana");
            index.commit();
            try (Stream<Path> files = Files.list(snapshot)) {
                Path segment = files.filter(file -> file.toString().endsWith(".cfs"))
                        .findFirst()
                        .orElseThrow();
                Files.write(segment, new byte[] {1, 2, 3}, StandardOpenOption.WRITE);
            }
            // then
            assertThatThrownBy(() -> index.restore(snapshot)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> index.restore(folder.resolve("none")))
                    .hasMessage("expected a snapshot, found none of the name 'none'");
            assertThatThrownBy(() -> index.snapshot(snapshot)).hasMessageContaining("take another name");
            put(index, "c", "a cherry");
            index.commit();
            assertThat(index.ids("")).containsExactlyInAnyOrder("a", "b", "c");
        }
    }

    @Test
    void isMadeAnewForAnotherLanguageAndOtherVectors() throws IOException {
        // given
        Document known = new Document(
                "a",
                "Obst",
                "u",
                Map.of("kind", "policy"),
                new Access("acme", Set.of("team=hr")),
                Instant.ofEpochSecond(1_000));
        try (CollectionIndex index = CollectionIndex.open(at, WORDS)) {
            index.put(
                    new Entry(known, "h", List.of(new Chunk("Obst", "die Äpfel"), new Chunk("", "Birnen")), List.of()));
            put(index, "gone", "weg");
            index.commit();
            index.remove("gone");
            index.commit();
        }
        IndexSpec german =
                new IndexSpec("de", 0.9f, 0.4f, new EmbeddingModel("two", 2, 100, 1, 1), VectorStorage.FLOAT);
        assertThatThrownBy(() -> CollectionIndex.open(at, german))
                .hasMessageContaining("sluice index handbook --rebuild");
        // when
        int documents = Rebuild.run(
                at,
                german,
                texts -> texts.stream()
                        .map(text -> text.equals("Birnen") ? new float[] {1, 0} : new float[] {0, 1})
                        .toList());
        // then
        assertThat(documents).isEqualTo(1);
        try (CollectionIndex index = CollectionIndex.open(at, german)) {
            Asker hr = Asker.of("acme", Map.of("team", "hr"));
            Question question = new Question("Apfel", new float[] {1, 0}, hr, List.of(), Ranking.DEFAULT, 2);
            assertThat(index.search(question, Instant.EPOCH))
                    .extracting(Hit::title, hit -> hit.chunk().text())
                    .contains(
                            org.assertj.core.groups.Tuple.tuple("Obst", "die Äpfel"),
                            org.assertj.core.groups.Tuple.tuple("Obst", "Birnen"));
            assertThat(index.find("a").orElseThrow().metadata()).containsEntry("kind", "policy");
            assertThat(found(index, "Apfel")).isEmpty();
        }
        assertThat(folder.resolve("handbook.replaced")).doesNotExist();
    }

    @Test
    void leavesTheOldIndexAloneWhereItCannotBeMadeAnew() throws IOException {
        // given
        try (CollectionIndex index = CollectionIndex.open(at, WORDS)) {
            put(index, "a", "an apple");
            index.commit();
        }
        // when
        assertThatThrownBy(() -> Rebuild.run(at, WORDS, texts -> {
                    throw new IOException("No space left on device");
                }))
                .hasMessageContaining("No space left on device");
        // then
        assertThat(folder.resolve("handbook.rebuilding")).doesNotExist();
        try (CollectionIndex index = CollectionIndex.open(at, WORDS)) {
            assertThat(index.ids("")).containsExactly("a");
        }
    }

    @ParameterizedTest
    @CsvSource({"99,newer", "1,older"})
    void saysWhatToDoWithAnIndexOfAnotherLucene(int format, String age) throws IOException {
        // given
        CollectionIndex.open(at, WORDS).close();
        Path segments;
        try (Stream<Path> files = Files.list(at)) {
            segments = files.filter(file -> file.getFileName().toString().startsWith("segments"))
                    .findFirst()
                    .orElseThrow();
        }
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(segments));
        bytes.putInt(Integer.BYTES + 1 + "segments".length(), format);
        Files.write(segments, bytes.array());
        // then
        assertThatThrownBy(() -> CollectionIndex.open(at, WORDS))
                .isInstanceOf(SpoiltIndexException.class)
                .hasMessageContaining("the collection 'handbook'", "found that " + age, "go back to the version");
    }

    @Test
    void finishesWhatACrashKeptFromBeingDone() throws IOException {
        // given
        try (CollectionIndex index = CollectionIndex.open(at, WORDS)) {
            put(index, "old", "old");
            index.commit();
        }
        try (CollectionIndex index = CollectionIndex.open(folder.resolve("handbook.rebuilt"), WORDS)) {
            put(index, "new", "new");
            index.commit();
        }
        // when
        try (CollectionIndex index = CollectionIndex.open(at, WORDS)) {
            // then
            assertThat(index.ids("")).containsExactly("new");
        }
    }

    @Test
    void refusesAnIndexOfAnotherSchema() {
        assertThatThrownBy(() -> WORDS.check(Map.of("schema", "1"), at))
                .isInstanceOf(IndexMismatchException.class)
                .hasMessageContaining("expected an index of schema 2, found 1")
                .hasMessageContaining("let it be filled again");
    }

    private static void put(CollectionIndex index, String id, String text) throws IOException {
        index.put(new Entry(Document.of(id), "h", List.of(new Chunk("", text)), List.of()));
    }

    private static List<String> found(CollectionIndex index, String text) throws IOException {
        Question question = new Question(text, null, new Asker("default", Set.of()), List.of(), Ranking.DEFAULT, 10);
        return index.search(question, Instant.EPOCH).stream().map(Hit::id).toList();
    }
}
