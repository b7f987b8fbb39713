package dev.sluice.proxy.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateCopiesTest {

    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    @TempDir
    Path parent;

    @Test
    void a_copy_has_the_bytes_and_its_fingerprint_tells_others_apart() throws Exception {
        // given
        Path jar = Files.writeString(parent.resolve("a.jar"), "one");
        Path other = Files.writeString(parent.resolve("b.jar"), "two");
        // when
        try (PrivateCopies copies = PrivateCopies.in(parent);
                PrivateCopy first = copies.of(jar);
                PrivateCopy again = copies.of(jar);
                PrivateCopy second = copies.of(other)) {
            // then
            assertThat(first.file()).hasSameBinaryContentAs(jar);
            assertThat(again.fingerprint()).isEqualTo(first.fingerprint());
            assertThat(second.fingerprint()).isNotEqualTo(first.fingerprint());
        }
        assertThat(folders()).isEmpty();
    }

    @Test
    void what_a_killed_process_left_is_deleted_at_the_next_start() throws Exception {
        // given
        Path left = Files.createDirectory(parent.resolve("sluice-plugins-1"));
        Files.writeString(left.resolve("1.jar"), "bytes");
        Files.setLastModifiedTime(Files.createFile(left.resolve("lock")), LONG_AGO);
        // when
        PrivateCopies copies = PrivateCopies.in(parent);
        // then
        assertThat(left).doesNotExist();
        copies.close();
    }

    @Test
    void what_a_living_process_has_stays() throws Exception {
        // given
        PrivateCopies living = PrivateCopies.in(parent);
        Path folder = parent.resolve(folders()[0]);
        Files.setLastModifiedTime(folder.resolve("lock"), LONG_AGO);
        // when
        PrivateCopies copies = PrivateCopies.in(parent);
        // then
        assertThat(folder).exists();
        copies.close();
        living.close();
    }

    private String[] folders() throws IOException {
        try (var all = Files.newDirectoryStream(parent, "sluice-plugins-*")) {
            return java.util.stream.StreamSupport.stream(all.spliterator(), false)
                    .map(each -> each.getFileName().toString())
                    .toArray(String[]::new);
        }
    }
}
