package dev.sluice.plugins.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.plugins.retrieve.RetrieveConfig.GroundingPolicy;
import dev.sluice.testkit.FakeEmbedder;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder that is watched: what is added, changed and removed there. */
class FolderSyncTest {

    @TempDir
    Path folder;

    private final VirtualTime time = new VirtualTime();
    private FakePluginContext context;
    private Path watched;

    @BeforeEach
    void open() throws IOException {
        watched = Files.createDirectories(folder.resolve("watched"));
        context = new FakePluginContext(time)
                .withDataFolder(folder.resolve("data"))
                .withEmbedder(new FakeEmbedder())
                .withCollections(Map.of("handbook", Collections.collection(watched)));
    }

    @AfterEach
    void close() {
        var closed = context.close();
        Awaitility.await().until(() -> {
            time.run();
            return closed.isComplete();
        });
    }

    @Test
    void followsTheFolder() throws IOException {
        Files.writeString(watched.resolve("a.md"), "one");
        Files.writeString(watched.resolve("b.md"), "two");
        serve();
        holds(2);

        Files.delete(watched.resolve("a.md"));
        holds(1);

        Files.writeString(watched.resolve("c.md"), "three");
        Files.writeString(watched.resolve("d.pdf"), "%PDF and no more");
        holds(2);
    }

    @Test
    void removesNothingWhileAPartCannotBeLookedAt() throws IOException {
        // given
        Files.writeString(watched.resolve("a.md"), "one");
        serve();
        holds(1);
        // when
        Files.delete(watched.resolve("a.md"));
        Files.createSymbolicLink(watched.resolve("loop"), watched);
        Files.writeString(watched.resolve("b.md"), "two");
        // then
        holds(2);
        Files.delete(watched.resolve("loop"));
        holds(1);
    }

    private void serve() {
        var made = new RetrieveFactory().create(Collections.retrieve(0, GroundingPolicy.OFF), context);
        Awaitility.await().until(() -> {
            time.run();
            return made.succeeded();
        });
    }

    private void holds(int documents) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            time.advance(Duration.ofSeconds(1));
            var reply = context.admin()
                    .ask(HttpMethod.GET, "/collections/{collection}", Map.of("collection", "handbook"), "");
            time.run();
            assertThat(reply.succeeded()).isTrue();
            assertThat(dev.sluice.api.stream.Sources.collect(reply.result().body())
                            .result()
                            .toString())
                    .contains("\"documents\":" + documents + ",");
        });
    }
}
