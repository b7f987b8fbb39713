package dev.sluice.plugins.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.plugins.retrieve.index.CollectionIndex;
import dev.sluice.testkit.FakeEmbedder;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of vector stores after the process has ended, in order or not. */
class StoresRestartTest {

    @TempDir
    Path folder;

    private StoresServer server;

    @BeforeEach
    void serve() {
        server = new StoresServer(folder);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void knowsAllOfItAfterARestart() {
        JsonObject file = server.upload(server.acme, StoresServer.TEXT);
        JsonObject store = server.stored(server.acme, file);
        server.restart();

        assertThat(server.hits(server.acme, store, "{\"query\":\"paid leave\"}"))
                .isEqualTo(1);
        assertThat(server.text(server.acme.get("/v1/files/" + StoresServer.id(file) + "/content")))
                .isEqualTo(StoresServer.TEXT);
    }

    @Test
    void forgetsAtTheStartWhatACrashHasLeft() throws IOException {
        JsonObject file = server.upload(server.acme, StoresServer.TEXT);
        JsonObject store = server.stored(server.acme, file);
        Path files = folder.resolve("uploads.stores/files");
        Files.writeString(files.resolve("file-sluice-0"), "bytes without a record");
        Files.delete(folder.resolve("uploads.stores/stores/" + StoresServer.id(store) + ".json"));
        server.restart();

        assertThat(files.resolve("file-sluice-0")).doesNotExist();
        assertThat(server.text(server.acme.get("/v1/files/" + StoresServer.id(file) + "/content")))
                .isEqualTo(StoresServer.TEXT);
        server.close();
        try (CollectionIndex index = CollectionIndex.open(
                folder.resolve("uploads"), Collections.collection(null).spec(new FakeEmbedder().model()))) {
            assertThat(index.ids("")).isEmpty();
        }
        server.start();
    }
}
