package dev.sluice.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which options {@code bin/sluice} starts the JVM with. */
class LauncherIT {

    private static final Path ROOT = Path.of(System.getProperty("sluice.distribution"));
    private static final String FAST_BUFFERS = "-Dio.netty.allocator.lowMemory=false";

    @TempDir
    Path home;

    @BeforeEach
    void aJdkThatSaysWhatItIsAskedFor() throws IOException {
        Path java = Files.createDirectory(home.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
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

    private List<String> options(String operators) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(ROOT.resolve("bin/sluice").toString(), "version");
        builder.environment().put("SLUICE_JAVA", home.toString());
        builder.environment().put("SLUICE_CACHE", home.toString());
        builder.environment().put("SLUICE_JAVA_OPTS", operators);
        Process process = builder.redirectErrorStream(true).start();
        List<String> said = new String(process.getInputStream().readAllBytes(), UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).as("%s", said).isZero();
        return said;
    }
}
