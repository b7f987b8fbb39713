package dev.sluice.plugins.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.config.DataSize;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.VirtualTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFilesTest {

    @TempDir
    Path folder;

    private final VirtualTime time = new VirtualTime();

    @Test
    void beginsAFileWhenOneIsFull() throws IOException {
        LogFiles files = files("10B", 100, "1GiB", false);

        append(files, "12345\n", "12345\n", "1\n");

        assertThat(names())
                .containsExactly("record-20260101T000000.000Z-0000.jsonl", "record-20260101T000000.000Z-0001.jsonl");
        assertThat(Files.readString(folder.resolve(names().get(1)))).isEqualTo("12345\n1\n");
    }

    @Test
    void beginsAFileBetweenTwoLinesThatAreWrittenTogether() throws IOException {
        LogFiles files = files("10B", 100, "1GiB", false);

        append(files, "1\n", "123\n12345\n1\n123\n");

        assertThat(contents()).containsExactly("1\n123\n", "12345\n1\n", "123\n");
    }

    @Test
    void givesALineThatIsLargerThanAFileOneOfItsOwn() throws IOException {
        LogFiles files = files("4B", 100, "1GiB", false);

        append(files, "1\n1234567\n1\n12\n");

        assertThat(contents()).containsExactly("1\n", "1234567\n", "1\n", "12\n");
    }

    @Test
    void beginsAFileWhenOneIsOld() throws IOException {
        LogFiles files = files("1GiB", 100, "1GiB", false);
        append(files, "one\n");
        time.advance(Duration.ofHours(1));

        append(files, "two\n");

        assertThat(names())
                .containsExactly("record-20260101T000000.000Z-0000.jsonl", "record-20260101T010000.000Z-0000.jsonl");
    }

    @Test
    void neverAppendsToAFileThatIsNotItsOwn() throws IOException {
        Path cutShort = Files.writeString(folder.resolve("record-20260101T000000.000Z-0000.jsonl"), "{\"cut");

        append(files("1GiB", 100, "1GiB", false), "line\n");

        assertThat(Files.readString(cutShort)).isEqualTo("{\"cut");
        assertThat(names()).hasSize(2);
    }

    @Test
    void keepsOnlySoManyFiles() throws IOException {
        append(files("2B", 2, "1GiB", false), "a\n", "b\n", "c\n", "d\n");

        assertThat(contents()).containsExactly("c\n", "d\n");
    }

    @Test
    void keepsOnlySoManyBytes() throws IOException {
        append(files("2B", 100, "3B", false), "a\n", "b\n", "c\n");

        assertThat(contents()).containsExactly("b\n", "c\n");
    }

    @Test
    void leavesOtherFilesAlone() throws IOException {
        Files.writeString(folder.resolve("record-notes.txt"), "mine");

        append(files("2B", 1, "1B", false), "a\n", "b\n");

        assertThat(names()).contains("record-notes.txt");
    }

    @Test
    void compressesWhatIsClosed() throws IOException {
        append(files("2B", 100, "1GiB", true), "a\n", "b\n");

        assertThat(names())
                .containsExactly("record-20260101T000000.000Z-0000.jsonl.gz", "record-20260101T000000.000Z-0001.jsonl");
        try (var content = new GZIPInputStream(Files.newInputStream(folder.resolve(names().getFirst())))) {
            assertThat(new String(content.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("a\n");
        }
    }

    private LogFiles files(String maxSize, int keep, String keepSize, boolean compress) {
        var config = new RecordConfig.Files(
                DataSize.parse(maxSize), Duration.ofHours(1), keep, DataSize.parse(keepSize), compress);
        return new LogFiles(folder, config, new FakePluginContext(time));
    }

    private static void append(LogFiles files, String... lines) throws IOException {
        for (String line : lines) {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            for (int at = 0; at < bytes.length; ) {
                at = files.append(bytes, at, bytes.length);
            }
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private List<String> contents() throws IOException {
        List<String> contents = new ArrayList<>();
        for (String name : names()) {
            contents.add(Files.readString(folder.resolve(name)));
        }
        return contents;
    }
}
