package dev.sluice.plugins.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.plugins.retrieve.index.Chunk;
import dev.sluice.plugins.retrieve.index.CollectionIndex;
import dev.sluice.plugins.retrieve.index.Document;
import dev.sluice.plugins.retrieve.index.Entry;
import dev.sluice.plugins.retrieve.index.IndexSpec;
import dev.sluice.plugins.retrieve.index.IndexSpec.VectorStorage;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged survives kill -9: a real process writes, and is killed while it does. */
class CrashTest {

    private static final IndexSpec SPEC = new IndexSpec("en", 0.9f, 0.4f, null, VectorStorage.FLOAT);
    private static final int ACKNOWLEDGED = 300;

    @TempDir
    Path folder;

    /** Writes documents until it is killed, and prints the id of each that is acknowledged. */
    static final class Writer {

        private Writer() {}

        public static void main(String... arguments) throws IOException, InterruptedException {
            CollectionIndex index = CollectionIndex.open(Path.of(arguments[0]), SPEC);
            Writing writing = new Writing(index, "crash");
            Semaphore waiting = new Semaphore(100);
            for (int i = 0; ; i++) {
                String id = "document-" + i;
                waiting.acquire();
                writing.expect();
                writing.put(new Entry(Document.of(id), "hash", List.of(new Chunk("", "the text of " + id)), List.of()))
                        .onComplete(done -> {
                            writing.expectNoMore();
                            waiting.release();
                        })
                        .onSuccess(written -> acknowledge(id));
            }
        }

        @SuppressWarnings("SystemOut") // What the test reads.
        private static synchronized void acknowledge(String id) {
            System.out.println(id);
            System.out.flush();
        }
    }

    @Test
    void losesNothingThatWasAcknowledged() throws Exception {
        // given
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> acknowledged = new ArrayList<>();
        // when
        try (BufferedReader told = process.inputReader(StandardCharsets.UTF_8)) {
            for (String id = told.readLine(); id != null; id = told.readLine()) {
                acknowledged.add(id);
                if (acknowledged.size() == ACKNOWLEDGED) {
                    process.toHandle().destroyForcibly(); // SIGKILL; what it said before that is still read.
                }
            }
        }
        // then
        assertThat(process.waitFor()).isNotZero();
        try (CollectionIndex index = CollectionIndex.open(folder, SPEC)) {
            assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ACKNOWLEDGED);
            assertThat(index.ids("document-")).containsAll(acknowledged);
        }
    }
}
