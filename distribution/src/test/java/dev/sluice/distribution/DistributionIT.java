package dev.sluice.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What an operator unpacks. */
class DistributionIT {

    private static final Path ROOT = Path.of(System.getProperty("sluice.distribution"));

    /** A plugin that could not be loaded is found here, not by the operator. */
    @TestFactory
    List<DynamicTest> everyPluginJarIsSound() throws IOException {
        return names("plugins").stream()
                .map(name -> DynamicTest.dynamicTest(
                        name,
                        () -> assertThat(new PluginJar(ROOT.resolve("plugins").resolve(name)).faults())
                                .isEmpty()))
                .toList();
    }

    @Test
    void shipsAnExecutableLauncherAndTheProxy() throws IOException {
        assertThat(ROOT.resolve("bin/sluice")).isExecutable();
        assertThat(names("lib")).anyMatch(name -> name.startsWith("sluice-proxy-"));
    }

    /** Each would run twice, or never be wanted. */
    @Test
    void shipsNoPluginAndNoTestLibraryInLib() throws IOException {
        assertThat(names("lib"))
                .noneMatch(
                        name -> name.matches("(sluice-plugin-(?!api-)|junit-|assertj-|jqwik|archunit|vertx-junit).*"));
    }

    private static List<String> names(String directory) throws IOException {
        if (Files.notExists(ROOT.resolve(directory))) {
            return List.of();
        }
        try (var files = Files.list(ROOT.resolve(directory))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
