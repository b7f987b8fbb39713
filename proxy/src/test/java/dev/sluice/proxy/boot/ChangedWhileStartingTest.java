package dev.sluice.proxy.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that change after a start has read them, and before it is over. */
class ChangedWhileStartingTest {

    @TempDir
    Path folder;

    @Test
    void servesWhatTheConfigHasBecome() throws IOException {
        Served served = startMeddledWith(
                folder.resolve("sluice.yaml"),
                "# later",
                "models: {later: {targets: [{provider: sandbox, model: echo}]}}");
        try {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(served.plan().aliases()).containsKey("later"));
        } finally {
            served.stop();
        }
    }

    @Test
    void seesAJarThatWasDroppedIn() throws IOException {
        Served served = startMeddledWith(folder.resolve("plugins/new.jar"), "no jar", "no jar either");
        try {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(served.plugins().problems()).isNotEmpty());
        } finally {
            served.stop();
        }
    }

    private Served startMeddledWith(Path file, String find, String put) throws IOException {
        Files.createDirectories(folder.resolve("plugins"));
        PluginFolder.meddler().writeTo(folder.resolve("plugins/meddler.jar"));
        Path config = folder.resolve("sluice.yaml");
        Files.writeString(config, """
                version: 1
                server: { listen: 127.0.0.1:0, event-loops: 1 }
                admin: { listen: 127.0.0.1:0 }
                log: { access: false }
                providers: { sandbox: {} }
                chains:
                  default: [ meddle: { file: "%s", find: "%s", put: "%s" } ]
                # later
                """.formatted(file, find.replace("#", "\\x23"), put));
        return Bootstrap.serve(new Bootstrap.Place(config, folder, null));
    }
}
