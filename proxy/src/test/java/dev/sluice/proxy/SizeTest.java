package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the size budgets: a file that outgrows them has more than one reason to exist. */
class SizeTest {

    private static final int HARD_LIMIT = 500;

    @Test
    void noSourceFileIsLongerThan500Lines() {
        Map<Path, Long> all = new TreeMap<>(sources("plugin-api"));
        all.putAll(sources("plugin-testkit"));
        all.putAll(sources("proxy"));

        assertThat(all)
                .allSatisfy((file, lines) -> assertThat(lines).as("%s", file).isLessThanOrEqualTo(HARD_LIMIT));
    }

    @Test
    void nineOfTenFilesOfTheProxyHaveAtMost250Lines() {
        List<Long> lines = sources("proxy").values().stream().sorted().toList();

        assertThat(lines.get(lines.size() * 9 / 10)).isLessThanOrEqualTo(250);
    }

    private static Map<Path, Long> sources(String module) {
        Path root = Path.of("..").resolve(module).resolve("src/main/java").normalize();
        assertThat(root).isDirectory();
        try (Stream<Path> files = Files.walk(root)) {
            Map<Path, Long> lines = new TreeMap<>();
            files.filter(file -> file.toString().endsWith(".java")).forEach(file -> lines.put(file, count(file)));
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long count(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
