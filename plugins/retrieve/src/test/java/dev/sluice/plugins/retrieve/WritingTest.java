package dev.sluice.plugins.retrieve;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.plugins.retrieve.index.Chunk;
import dev.sluice.plugins.retrieve.index.CollectionIndex;
import dev.sluice.plugins.retrieve.index.Document;
import dev.sluice.plugins.retrieve.index.Entry;
import dev.sluice.plugins.retrieve.index.IndexSpec;
import dev.sluice.plugins.retrieve.index.IndexSpec.VectorStorage;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WritingTest {

    private static final Duration NEVER = Duration.ofHours(1);

    @TempDir
    Path folder;

    private CollectionIndex index;
    private Writing writing;

    @BeforeEach
    void open() throws IOException {
        index = CollectionIndex.open(folder, new IndexSpec("en", 0.9f, 0.4f, null, VectorStorage.FLOAT));
        writing = new Writing(index, "test", NEVER);
    }

    @AfterEach
    void close() throws IOException {
        writing.close();
        index.close();
    }

    @Test
    void sharesACommitAmongHalfOfWhatIsOnItsWay() throws Exception {
        // given
        expect(8);
        long before = commits();
        // when
        acknowledged(IntStream.range(0, 4).mapToObj(i -> put("document-" + i)).toList());
        // then
        assertThat(commits()).isEqualTo(before + 1);
        assertThat(index.ids("document-")).hasSize(4);
    }

    @Test
    void waitsForNoneWhereNoneIsOnItsWay() throws Exception {
        // when
        acknowledged(List.of(put("document")));
        // then
        assertThat(index.ids("document")).containsExactly("document");
    }

    @Test
    void waitsNoLongerForWhatDoesNotCome() throws Exception {
        // given
        expect(3);
        Future<Void> put = put("document");
        // when
        writing.expectNoMore();
        // then
        acknowledged(List.of(put));
        assertThat(index.ids("document")).containsExactly("document");
    }

    @Test
    void writesWhatWaitsBeforeItIsClosed() throws Exception {
        // given
        expect(8);
        Future<Void> put = put("document");
        // when
        writing.close();
        // then
        acknowledged(List.of(put));
        assertThat(index.ids("document")).containsExactly("document");
    }

    private void expect(int documents) {
        IntStream.range(0, documents).forEach(i -> writing.expect());
    }

    private Future<Void> put(String id) {
        return writing.put(new Entry(Document.of(id), "hash", List.of(new Chunk("", "the text of " + id)), List.of()));
    }

    private static void acknowledged(List<Future<Void>> written) throws Exception {
        Future.all(written).toCompletionStage().toCompletableFuture().get(60, SECONDS);
    }

    /** Counts up with each commit. */
    private long commits() throws IOException {
        try (Directory directory = FSDirectory.open(folder)) {
            return SegmentInfos.readLatestCommit(directory).getGeneration();
        }
    }
}
