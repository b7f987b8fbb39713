package dev.sluice.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which options {@code bin/sluice} starts the JVM with, and in which locale. */
class LauncherIT {

    private static final Path ROOT = Path.of(System.getProperty("sluice.distribution"));
    private static final String FAST_BUFFERS = "-Dio.netty.allocator.lowMemory=false";

    @TempDir
    Path home;

    @BeforeEach
    void aJdkThatSaysWhatItIsAskedFor() throws IOException {
        Path java = Files.createDirectory(home.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\" \"locale ${LC_ALL:-}\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
    }

    @Test
    void buffersAreTakenFromPoolsOfEachThreadWhateverTheHeap() throws Exception {
        assertThat(options("-Xmx64m")).contains(FAST_BUFFERS, "-Xmx64m");
    }

    @Test
    void whatTheCLibraryHasSpareIsGivenBackUnlessTheOperatorSaysOtherwise() throws Exception {
        assertThat(options("-XX:TrimNativeHeapInterval=0"))
                .containsSubsequence("-XX:TrimNativeHeapInterval=30000", "-XX:TrimNativeHeapInterval=0");
    }

    @Test
    void anOperatorMaySayOtherwise() throws Exception {
        assertThat(options("-Dio.netty.allocator.lowMemory=true"))
                .as("the JVM takes the last of what is said twice")
                .containsSubsequence(FAST_BUFFERS, "-Dio.netty.allocator.lowMemory=true");
    }

    @Test
    void withoutOptionsTheHeapHasABound() throws Exception {
        assertThat(options("")).contains(FAST_BUFFERS).anyMatch(option -> option.startsWith("-Xmx"));
    }

    /** Java finds no file whose name its locale cannot spell: not even its own jars, where the folder's name has such a letter. */
    @ParameterizedTest
    @CsvSource({"'', C.UTF-8", "C, C.UTF-8", "POSIX, C.UTF-8", "de_DE.UTF-8, de_DE.UTF-8", "de_DE, de_DE"})
    void filesMayHaveAnyNameInTheLocaleOfAService(String locale, String spoken) throws Exception {
        assertThat(options("", locale)).contains("locale " + spoken);
    }

    private List<String> options(String operators) throws Exception {
        return options(operators, "");
    }

    private List<String> options(String operators, String locale) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(ROOT.resolve("bin/sluice").toString(), "version");
        builder.environment().put("SLUICE_JAVA", home.toString());
        builder.environment().put("SLUICE_CACHE", home.toString());
        builder.environment().put("SLUICE_JAVA_OPTS", operators);
        builder.environment().keySet().removeAll(Set.of("LC_CTYPE", "LANG"));
        builder.environment().put("LC_ALL", locale);
        Process process = builder.redirectErrorStream(true).start();
        List<String> said = new String(process.getInputStream().readAllBytes(), UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).as("%s", said).isZero();
        return said;
    }
}
