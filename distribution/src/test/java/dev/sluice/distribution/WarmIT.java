package dev.sluice.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code bin/sluice warm} leaves, and what a start makes of it. */
class WarmIT {

    private static final Path ROOT = Path.of(System.getProperty("sluice.distribution"));

    @TempDir
    Path cache;

    @Test
    void whatTheJvmLearntIsKeptAndTheNextStartUsesIt() throws Exception {
        assumeThat(Runtime.version().feature())
                .as("JDKs before 25 keep no profiles")
                .isGreaterThanOrEqualTo(25);
        // given
        Process warm =
                sluice("warm", "--calls", "100").redirectErrorStream(true).start();
        String said = new String(warm.getInputStream().readAllBytes(), UTF_8);
        assertThat(warm.waitFor()).as(said).isZero();
        assertThat(said).contains("Warmed up by 100 calls.");
        assertThat(kept()).singleElement(InstanceOfAssertFactories.STRING).endsWith(".aot");
        // when
        Process serve = sluice("serve", "--config", cache.resolve("none.yaml").toString())
                .redirectErrorStream(true)
                .start();
        String told = new String(serve.getInputStream().readAllBytes(), UTF_8);
        // then
        assertThat(serve.waitFor()).isEqualTo(1);
        assertThat(told).contains("none.yaml");
        assertThat(kept()).as("no archive of classes beside it").hasSize(1);
    }

    @Test
    void whoAsksForHelpGetsItAndNothingIsWarmedUp() throws Exception {
        Process help = sluice("warm", "--help").start();
        String said = new String(help.getInputStream().readAllBytes(), UTF_8);

        assertThat(help.waitFor()).isZero();
        assertThat(said).contains("Usage: sluice warm");
        assertThat(kept()).noneMatch(file -> file.endsWith(".aot"));
    }

    private ProcessBuilder sluice(String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of(ROOT.resolve("bin/sluice").toString()), Stream.of(arguments))
                        .toList());
        builder.environment().put("SLUICE_JAVA", System.getProperty("java.home"));
        builder.environment().put("SLUICE_CACHE", cache.toString());
        return builder;
    }

    private String[] kept() {
        return cache.toFile().list();
    }
}
