package dev.sluice.plugins.retrieve.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.plugins.retrieve.index.IndexSpec.VectorStorage;
import dev.sluice.plugins.retrieve.index.Question.Asker;
import dev.sluice.plugins.retrieve.index.Question.Ranking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One index that is written, and others that follow it through a folder; each has its own, as on another machine. */
class SharingTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final IndexSpec SPEC = spec("en");

    @TempDir
    Path folder;

    private Path place;
    private CollectionIndex writer;

    @BeforeEach
    void open() throws IOException {
        place = folder.resolve("shared");
        writer = CollectionIndex.publishing(folder.resolve("writer"), SPEC, place);
    }

    @AfterEach
    void close() throws IOException {
        writer.close();
    }

    @Test
    void aFollowerSeesWhatIsPublished() throws IOException {
        // given
        write("leave");
        try (CollectionIndex reader = follower("reader")) {
            write("canteen");
            assertThat(found(reader)).containsExactly("leave");
            // when
            reader.share(NOW);
            // then
            assertThat(found(reader)).containsExactly("canteen", "leave");
        }
    }

    @Test
    void aFollowerMayComeBeforeThereIsAnything() throws IOException {
        try (CollectionIndex reader = follower("reader")) {
            assertThat(found(reader)).isEmpty();
            write("leave");
            // when
            reader.share(NOW);
            // then
            assertThat(found(reader)).containsExactly("leave");
            assertThat(reader.find("leave"))
                    .hasValueSatisfying(
                            document -> assertThat(document.chunks()).isOne());
        }
    }

    @Test
    void aFollowerSaysThatThereIsNothingToFollow() throws IOException {
        try (CollectionIndex reader = follower("reader")) {
            // then
            assertThat(reader.isWaiting()).isTrue();
            assertThatThrownBy(() -> reader.share(NOW))
                    .isInstanceOf(NothingPublishedException.class)
                    .hasMessageContaining("publishes in " + place, "found nothing there", "correct follow");
            write("leave");
            reader.share(NOW);
            assertThat(reader.isWaiting()).isFalse();
            assertThat(writer.isWaiting()).isFalse();
        }
    }

    @Test
    void aFollowerSaysThatThePlaceIsAway() throws IOException {
        // given
        write("leave");
        try (CollectionIndex reader = follower("reader")) {
            Files.move(place, folder.resolve("away"));
            // when
            assertThatThrownBy(() -> reader.share(NOW))
                    .isInstanceOf(NothingPublishedException.class)
                    .hasMessageContaining("found no such folder");
            // then
            assertThat(found(reader)).containsExactly("leave");
            assertThat(reader.isWaiting()).isFalse();
        }
    }

    @Test
    void aFollowerThatStartsWhileThePlaceIsAwaySearchesWhatItCopiedBefore() throws IOException {
        // given
        write("leave");
        follower("reader").close();
        Files.move(place, folder.resolve("away"));
        // when
        try (CollectionIndex reader = follower("reader")) {
            // then
            assertThat(found(reader)).containsExactly("leave");
            assertThat(reader.isWaiting()).isTrue();
            Files.move(folder.resolve("away"), place);
            write("canteen");
            reader.share(NOW);
            assertThat(found(reader)).containsExactly("canteen", "leave");
            assertThat(reader.isWaiting()).isFalse();
        }
    }

    @Test
    void whatIsRemovedIsGoneFromFollowersToo() throws IOException {
        // given
        write("leave");
        write("canteen");
        try (CollectionIndex reader = follower("reader")) {
            writer.remove("leave");
            writer.commit();
            writer.share(NOW);
            // when
            reader.share(NOW);
            // then
            assertThat(found(reader)).containsExactly("canteen");
        }
    }

    @Test
    void aFollowerIsNotWritten() throws IOException {
        write("leave");
        try (CollectionIndex reader = follower("reader")) {
            assertThatThrownBy(() -> reader.put(entry("mine")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("where that one is published");
        }
    }

    @Test
    void twoFollowersStartedAgainCopyOnlyWhatIsNew() throws IOException {
        // given
        write("leave");
        follower("reader").close();
        FileTime before = copied("reader");
        write("canteen");
        // when
        try (CollectionIndex reader = follower("reader");
                CollectionIndex other = follower("other")) {
            // then
            assertThat(found(reader)).containsExactly("canteen", "leave");
            assertThat(found(other)).containsExactly("canteen", "leave");
            assertThat(copied("reader")).isEqualTo(before);
        }
    }

    @Test
    void anIndexMadeAnewIsFollowed() throws IOException {
        // given
        write("leave");
        try (CollectionIndex reader = follower("reader")) {
            writer.close();
            Rebuild.run(folder.resolve("writer"), SPEC, texts -> List.of());
            writer = CollectionIndex.publishing(folder.resolve("writer"), SPEC, place);
            write("canteen");
            // when
            reader.share(NOW);
            // then
            assertThat(found(reader)).containsExactly("canteen", "leave");
        }
    }

    @Test
    void anotherSettingIsRefusedAndTheOldIndexStaysGood() throws IOException {
        // given
        write("leave");
        try (CollectionIndex reader = follower("reader")) {
            writer.close();
            Rebuild.run(folder.resolve("writer"), spec("de"), texts -> List.of());
            writer = CollectionIndex.publishing(folder.resolve("writer"), spec("de"), place);
            writer.share(NOW);
            // when
            assertThatThrownBy(() -> reader.share(NOW)).isInstanceOf(IndexMismatchException.class);
            // then
            assertThat(found(reader)).containsExactly("leave");
        }
    }

    @Test
    void followersGoOverToAnIndexThatWasPutBackFromACopyOfItsFolder() throws IOException {
        // given
        write("leave");
        writer.close();
        copy(folder.resolve("writer"), folder.resolve("backup"));
        open();
        try (CollectionIndex reader = follower("reader")) {
            write("canteen");
            reader.share(NOW);
            writer.close();
            Files.move(folder.resolve("writer"), folder.resolve("lost"));
            copy(folder.resolve("backup"), folder.resolve("writer"));
            open();
            // when
            write("parking"); // As long as what is lost, so that its files have the names and sizes of those.
            reader.share(NOW);
            // then
            assertThat(found(reader)).containsExactly("leave", "parking");
            try (CollectionIndex fresh = follower("fresh")) {
                assertThat(found(fresh)).containsExactly("leave", "parking");
            }
        }
    }

    @Test
    void aWriterThatStartsAgainGoesOnWithWhatItPublished() throws IOException {
        // given
        write("leave");
        List<Path> before = lineages();
        writer.close();
        // when
        open();
        write("canteen");
        // then
        assertThat(lineages()).isEqualTo(before);
    }

    @Test
    void anEmptiedPlaceIsFilledAnew() throws IOException {
        // given
        write("leave");
        try (CollectionIndex reader = follower("reader")) {
            writer.close();
            Files.move(place, folder.resolve("away"));
            // when
            open();
            write("canteen");
            reader.share(NOW);
            // then
            assertThat(found(reader)).containsExactly("canteen", "leave");
        }
    }

    @Test
    void aSpoiltFileIsNotSearched() throws IOException {
        // given
        write("leave");
        try (CollectionIndex reader = follower("reader")) {
            write("canteen");
            Path newest = newest();
            byte[] bytes = Files.readAllBytes(newest);
            bytes[bytes.length / 2] ^= 1;
            Files.write(newest, bytes);
            // when
            assertThatThrownBy(() -> reader.share(NOW)).isInstanceOf(IOException.class);
            // then
            assertThat(found(reader)).containsExactly("leave");
        }
    }

    @Test
    void anotherWriterIsRefused() {
        assertThatThrownBy(() -> {
                    write("leave");
                    CollectionIndex.publishing(folder.resolve("second"), SPEC, place);
                })
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected that nobody else publishes to");
    }

    @Test
    void whatNobodyNeedsIsRemovedAfterAWhile() throws IOException {
        // given
        write("leave");
        writer.remove("leave");
        write("canteen");
        long before = published();
        // when
        write("parking", Instant.now().plus(Duration.ofHours(1)));
        // then
        assertThat(published()).isLessThan(before);
        try (CollectionIndex reader = follower("reader")) {
            assertThat(found(reader)).containsExactly("canteen", "parking");
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private List<Path> lineages() throws IOException {
        try (Stream<Path> all = Files.list(place)) {
            return all.filter(Files::isDirectory).sorted().toList();
        }
    }

    private CollectionIndex follower(String name) throws IOException {
        return CollectionIndex.following(folder.resolve(name), SPEC, place);
    }

    private void write(String id) throws IOException {
        write(id, NOW);
    }

    private void write(String id, Instant now) throws IOException {
        writer.put(entry(id));
        writer.commit();
        writer.share(now);
    }

    private static Entry entry(String id) {
        return new Entry(
                new Document(id, "", "", Map.of(), Access.OPEN, null),
                id,
                List.of(new Chunk("", "rules of the " + id)),
                List.of());
    }

    private static List<String> found(CollectionIndex index) throws IOException {
        Question question = new Question("rules", null, new Asker("acme", Set.of()), List.of(), Ranking.DEFAULT, 10);
        return index.search(question, NOW).stream().map(Hit::id).sorted().toList();
    }

    /** When the oldest of a follower's copies was made. */
    private FileTime copied(String name) throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve(name + ".followed"))) {
            return all.filter(path -> path.toString().endsWith(".cfs"))
                    .map(SharingTest::modified)
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** The segment that was published last. */
    private Path newest() throws IOException {
        try (Stream<Path> all = Files.walk(place)) {
            return all.filter(path -> path.toString().endsWith(".cfs"))
                    .max(java.util.Comparator.comparing(
                            path -> path.getFileName().toString()))
                    .orElseThrow();
        }
    }

    private long published() throws IOException {
        try (Stream<Path> all = Files.walk(place)) {
            return all.filter(Files::isRegularFile).count();
        }
    }

    private static FileTime modified(Path path) {
        try {
            return Files.getLastModifiedTime(path);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static IndexSpec spec(String language) {
        return new IndexSpec(language, 0.9f, 0.4f, null, VectorStorage.FLOAT);
    }
}
