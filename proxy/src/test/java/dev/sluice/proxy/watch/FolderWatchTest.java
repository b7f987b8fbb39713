package dev.sluice.proxy.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.watch.FolderWatch.Glance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWatchTest {

    @TempDir
    Path folder;

    private long now;
    private int changes;
    private FolderWatch watch;

    @BeforeEach
    void watchFolder() throws IOException {
        Files.writeString(folder.resolve("a.yaml"), "one");
        watch = watch(folder);
    }

    @Test
    void tells_of_a_change_once_it_is_stable() throws IOException {
        // given
        Files.writeString(folder.resolve("a.yaml"), "two two");
        // when
        pollFor(1000);
        // then
        assertThat(changes).isOne();
    }

    @Test
    void waits_while_a_file_still_grows() throws IOException {
        for (int part = 0; part < 20; part++) {
            Files.writeString(folder.resolve("a.yaml"), "x".repeat(part));
            pollFor(300);
            assertThat(changes).isZero();
        }
        // when
        pollFor(600);
        // then
        assertThat(changes).isOne();
    }

    @Test
    void tells_nothing_of_a_file_that_is_only_touched() throws IOException {
        // given
        Files.setLastModifiedTime(folder.resolve("a.yaml"), FileTime.fromMillis(1));
        // when
        pollFor(2000);
        // then
        assertThat(changes).isZero();
    }

    @Test
    void sees_files_come_and_go() throws IOException {
        Files.writeString(folder.resolve("b.yaml"), "new");
        pollFor(1000);
        // when
        Files.delete(folder.resolve("b.yaml"));
        // then
        pollFor(1000);
        assertThat(changes).isEqualTo(2);
    }

    @Test
    void sees_a_link_that_is_swapped_as_a_config_map_is() throws IOException {
        // given
        Path first = Files.createDirectory(folder.resolve("..2026_01"));
        Path second = Files.createDirectory(folder.resolve("..2026_02"));
        Files.writeString(first.resolve("sluice.yaml"), "version: 1");
        Files.writeString(second.resolve("sluice.yaml"), "version: 2");
        Path data = Files.createSymbolicLink(folder.resolve("..data"), first);
        Path config = Files.createSymbolicLink(folder.resolve("sluice.yaml"), Path.of("..data/sluice.yaml"));
        watch = watch(config);
        // when
        Path fresh = Files.createSymbolicLink(folder.resolve("..data_tmp"), second);
        Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
        // then
        pollFor(1000);
        assertThat(changes).isOne();
    }

    @Test
    void waits_for_a_file_that_is_not_there_yet() throws IOException {
        // given
        watch = watch(folder.resolve("later"));
        pollFor(1000);
        // when
        Files.writeString(folder.resolve("later"), "here");
        // then
        pollFor(1000);
        assertThat(changes).isOne();
    }

    @Test
    void tells_of_what_has_changed_before_it_began_to_watch() throws IOException {
        // given
        Glance before = Glance.at(List.of(folder));
        Files.writeString(folder.resolve("a.yaml"), "two two");
        watch = new FolderWatch(before, Duration.ofMillis(500), () -> changes++, () -> now);
        // when
        pollFor(1000);
        // then
        assertThat(changes).isOne();
        pollFor(1000);
        assertThat(changes).isOne();
    }

    @Test
    void knows_each_file_as_it_was_at_its_own_moment() throws IOException {
        // given
        Path file = Files.writeString(folder.resolve("b.yaml"), "one");
        Glance first = Glance.at(List.of(file));
        Files.writeString(file, "two two");
        watch = new FolderWatch(
                first.and(Glance.at(List.of(folder.resolve("a.yaml")))),
                Duration.ofMillis(500),
                () -> changes++,
                () -> now);
        // when
        pollFor(1000);
        // then
        assertThat(changes).isOne();
    }

    @Test
    void goes_on_after_a_callback_that_throws() throws IOException {
        // given
        watch = new FolderWatch(
                Glance.at(List.of(folder)),
                Duration.ofMillis(500),
                () -> {
                    changes++;
                    throw new IllegalStateException("broken callback");
                },
                () -> now);
        Files.writeString(folder.resolve("a.yaml"), "two");
        pollFor(1000);
        // when
        Files.writeString(folder.resolve("a.yaml"), "three");
        // then
        pollFor(1000);
        assertThat(changes).isEqualTo(2);
    }

    @Test
    @SuppressWarnings("try") // It is enough that it is open.
    void watches_by_itself() throws Exception {
        // given
        var changed = new CountDownLatch(1);
        try (FolderWatch own =
                FolderWatch.watch(Glance.at(List.of(folder)), Duration.ofMillis(20), changed::countDown)) {
            // when
            Files.writeString(folder.resolve("a.yaml"), "two two");
            // then
            assertThat(changed.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private FolderWatch watch(Path path) {
        return new FolderWatch(Glance.at(List.of(path)), Duration.ofMillis(500), () -> changes++, () -> now);
    }

    private void pollFor(long millis) {
        for (long step = 0; step < millis; step += 100) {
            now += Duration.ofMillis(100).toNanos();
            watch.poll();
        }
    }
}
