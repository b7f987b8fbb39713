package dev.sluice.plugins.retrieve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttemptsTest {

    @TempDir
    Path folder;

    private Attempts before;

    @BeforeEach
    void open() throws IOException {
        before = Attempts.open(folder.resolve("handbook"));
    }

    @Test
    void whatWasBeingReadWhenTheProcessEndedIsNotReadAgain() throws IOException {
        // given
        before.begin("read", "a");
        before.end("read");
        before.begin("killer", "b");
        // when
        Attempts next = restarted();
        // then
        assertThat(next.hasFailed("killer")).isTrue();
        assertThat(next.hasFailed("read")).isFalse();
        assertThat(restarted().hasFailed("killer")).isTrue();
    }

    @Test
    void ofSeveralEachIsReadOnceMoreByItself() throws IOException {
        // given
        before.begin("killer", "a");
        before.begin("other", "b");
        Attempts next = restarted();
        assertThat(next.isSuspected("killer")).isTrue();
        assertThat(next.hasFailed("killer")).isFalse();
        next.begin("other", "b");
        next.end("other");
        next.begin("killer", "a");
        // when
        Attempts last = restarted();
        // then
        assertThat(last.hasFailed("killer")).isTrue();
        assertThat(last.hasFailed("other")).isFalse();
        assertThat(last.isSuspected("other")).isFalse();
    }

    @Test
    void removingADocumentLetsItBeReadAgain() throws IOException {
        // given
        before.begin("killer", "a");
        Attempts next = restarted();
        // when
        boolean forgotten = next.forget("a");
        // then
        assertThat(forgotten).isTrue();
        assertThat(next.forget("b")).isFalse();
        assertThat(next.hasFailed("killer")).isFalse();
        assertThat(restarted().hasFailed("killer")).isFalse();
    }

    @Test
    void aMarkThatCouldNotBeWrittenIsNone() throws IOException {
        // given
        Path marks = Files.createDirectories(folder.resolve("handbook.reading"));
        for (String ending : List.of(".reading", ".half")) { // Takes no byte, as a disk that is full.
            Files.createSymbolicLink(marks.resolve("other" + ending), Path.of("/dev/full"));
        }
        // when
        assertThatThrownBy(() -> before.begin("other", "a")).isInstanceOf(IOException.class);
        // then
        assertThat(restarted().hasFailed("other")).isFalse();
    }

    @Test
    void anEmptyMarkThatAnEarlierVersionLeftIsNone() throws IOException {
        // given
        Path marks = Files.createDirectories(folder.resolve("handbook.reading"));
        Files.createFile(marks.resolve("one.reading"));
        Files.createFile(marks.resolve("two.failed"));
        // when
        Attempts next = restarted();
        // then
        assertThat(next.hasFailed("one")).isFalse();
        assertThat(next.hasFailed("two")).isFalse();
        assertThat(marks).isEmptyDirectory();
    }

    private Attempts restarted() throws IOException {
        return Attempts.open(folder.resolve("handbook"));
    }
}
