package dev.sluice.plugins.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.Reply;
import dev.sluice.api.Target;
import dev.sluice.api.Whole;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What OpenAI's API says of files, of those in vector stores and of batches of them, answered over a real index. */
class StoreFilesTest {

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
    void givesAFileBackAndForgetsItInEveryStore() {
        JsonObject file = server.upload(server.acme, StoresServer.TEXT);
        JsonObject store = server.stored(server.acme, file);

        assertThat(server.text(server.acme.get("/v1/files/" + StoresServer.id(file) + "/content")))
                .isEqualTo(StoresServer.TEXT);
        assertThat(server.answer(server.acme.get("/v1/files?purpose=assistants"))
                        .getJsonArray("data"))
                .hasSize(1);
        assertThat(server.answer(server.acme.delete("/v1/files/" + StoresServer.id(file)))
                        .getBoolean("deleted"))
                .isTrue();

        assertThat(server.refused(server.acme.get("/v1/files/" + StoresServer.id(file)))
                        .status())
                .isEqualTo(404);
        assertThat(server.hits(server.acme, store, "{\"query\":\"paid leave\"}"))
                .isZero();
        assertThat(server.answer(server.acme.get("/v1/vector_stores/" + StoresServer.id(store)))
                        .getJsonObject("file_counts")
                        .getInteger("total"))
                .isZero();
    }

    @Test
    void saysOfAFileThatCannotBeReadWhy() {
        JsonObject file = server.answer(server.acme.file("empty.txt", " ", "assistants"));
        JsonObject store = server.stored(server.acme, file);

        JsonObject attached = server.answer(
                server.acme.get("/v1/vector_stores/" + StoresServer.id(store) + "/files/" + StoresServer.id(file)));

        assertThat(attached.getString("status")).isEqualTo("failed");
        assertThat(attached.getJsonObject("last_error").getString("code")).isEqualTo("invalid_file");
        assertThat(attached.getJsonObject("last_error").getString("message")).isNotBlank();
    }

    @Test
    void saysThatTheDiskDoesNotTakeIt() throws IOException {
        // given
        JsonObject store = server.stored(server.acme, server.upload(server.acme, StoresServer.TEXT));
        Path records = folder.resolve("uploads.stores");
        Files.move(records, folder.resolve("away"));
        // when
        Reply upload = server.settled(server.apply(server.acme.file("more.txt", StoresServer.TEXT, "assistants")));
        Reply made = server.settled(server.apply(server.acme.post("/v1/vector_stores", "{\"name\":\"more\"}")));
        // then
        Files.move(folder.resolve("away"), records);
        assertThat(List.of(upload, made)).allSatisfy(reply -> {
            assertThat(reply.status()).isEqualTo(507);
            assertThat(((Whole) reply).body().toString())
                    .contains("Expected to write it to the disk")
                    .doesNotContain(folder.toString());
        });
        assertThat(server.hits(server.acme, store, "{\"query\":\"paid leave\"}"))
                .isEqualTo(1);
    }

    @Test
    void keepsNoMoreThanATenantMay() {
        server.upload(server.acme, StoresServer.TEXT);
        server.upload(server.acme, StoresServer.TEXT);
        server.upload(server.acme, StoresServer.TEXT);

        assertThat(server.refused(server.acme.file("more.txt", StoresServer.TEXT, "assistants"))
                        .code())
                .isEqualTo("storage_limit_exceeded");
        assertThat(server.refused(server.globex.file("large.txt", "a".repeat(2_001), "assistants"))
                        .code())
                .isEqualTo("storage_limit_exceeded");
        assertThat(server.refused(server.globex.file("larger.txt", "a".repeat(100_000), "assistants"))
                        .status())
                .isEqualTo(413);
        assertThat(server.upload(server.globex, StoresServer.TEXT).getString("object"))
                .isEqualTo("file");
    }

    @Test
    void leavesToTheProviderWhatIsTheProviders() {
        JsonObject sent = server.answer(server.acme.file("batch.jsonl", "{}", "batch"));
        Body body = server.provider.attempts().getFirst().call().body();

        assertThat(sent.getString("from")).isEqualTo("provider");
        assertThat(((Body.Bytes) body).bytes().toString()).contains("batch.jsonl", "name=\"purpose\"");
        assertThat(server.answer(server.acme.get("/v1/files")).getString("from"))
                .isEqualTo("provider");
        assertThat(server.answer(server.acme.get("/v1/files/file-abc")).getString("from"))
                .isEqualTo("provider");
        assertThat(server.answer(server.acme.get("/v1/batches")).getString("from"))
                .isEqualTo("provider");
        Call named = server.acme.get("/v1/vector_stores").withTarget(new Target("openai", ""));
        assertThat(server.answer(named).getString("from")).isEqualTo("provider");
    }

    @Test
    void takesManyFilesInAtOnce() {
        JsonObject store = server.answer(server.acme.post("/v1/vector_stores", "{}"));
        String at = "/v1/vector_stores/" + StoresServer.id(store) + "/file_batches";
        String one = StoresServer.id(server.upload(server.acme, StoresServer.TEXT));
        String other = StoresServer.id(server.answer(server.acme.file("empty.txt", " ", "assistants")));

        JsonObject batch = server.answer(server.acme.post(
                at,
                "{\"files\":[{\"file_id\":\"" + one + "\",\"attributes\":{\"year\":2024}},{\"file_id\":\"" + other
                        + "\"}]}"));

        assertThat(batch.getString("object")).isEqualTo("vector_store.files_batch");
        assertThat(batch.getString("status")).isEqualTo("in_progress");
        server.completed(server.acme, store);
        JsonObject done = server.answer(server.acme.get(at + "/" + StoresServer.id(batch)));
        assertThat(done.getString("status")).isEqualTo("completed");
        assertThat(done.getJsonObject("file_counts").getInteger("completed")).isEqualTo(1);
        assertThat(done.getJsonObject("file_counts").getInteger("failed")).isEqualTo(1);
        assertThat(server.answer(server.acme.get(at + "/" + StoresServer.id(batch) + "/files?filter=completed"))
                        .getJsonArray("data")
                        .getJsonObject(0)
                        .getString("id"))
                .isEqualTo(one);
        assertThat(server.hits(
                        server.acme, store, StoresServer.filtered("{\"type\":\"eq\",\"key\":\"year\",\"value\":2024}")))
                .isEqualTo(1);
        assertThat(server.refused(server.globex.get(at + "/" + StoresServer.id(batch)))
                        .status())
                .isEqualTo(404);
        assertThat(server.refused(server.acme.post(at, "{}")).param()).isEqualTo("file_ids");
        assertThat(server.refused(server.acme.get(at + "/vsfb_sluice_0")).status())
                .isEqualTo(404);
    }

    @Test
    void callsABatchOffThatIsNotReadYet() {
        JsonObject store = server.answer(server.acme.post("/v1/vector_stores", "{}"));
        String at = "/v1/vector_stores/" + StoresServer.id(store) + "/file_batches";
        String file = StoresServer.id(server.upload(server.acme, StoresServer.TEXT));
        Future<Reply> made = server.apply(server.acme.post(at, "{\"file_ids\":[\"" + file + "\"]}"));
        String batch = StoresServer.id(
                new JsonObject(((Whole) server.settled(made)).body().toString()));

        JsonObject cancelled = server.answer(server.acme.post(at + "/" + batch + "/cancel", ""));

        // Who comes first, the one who reads or the one who calls it off, is as it happens; what is said is what is
        // found.
        boolean read = "completed".equals(cancelled.getString("status"));
        assertThat(cancelled.getString("status")).isIn("cancelled", "completed");
        assertThat(server.hits(server.acme, store, "{\"query\":\"paid leave\"}"))
                .isEqualTo(read ? 1 : 0);
    }

    @Test
    void showsWhatWasReadOfAFile() {
        JsonObject file = server.upload(server.acme, StoresServer.TEXT);
        JsonObject store = server.stored(server.acme, file);
        String at = "/v1/vector_stores/" + StoresServer.id(store) + "/files/" + StoresServer.id(file) + "/content";

        JsonObject content = server.answer(server.acme.get(at));

        assertThat(content.getString("object")).isEqualTo("vector_store.file_content.page");
        assertThat(content.getJsonArray("data"))
                .containsExactly(new JsonObject().put("type", "text").put("text", StoresServer.TEXT));
        assertThat(server.refused(server.globex.get(at)).status()).isEqualTo(404);
    }
}
