package dev.sluice.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenAI's vector stores and file_search, over HTTP, before a provider that knows neither. */
class VectorStoresIT {

    private static final String FORM = "multipart/form-data; boundary=cut";

    @TempDir
    private static Path folder;

    private static ServedHere served;
    private static String store;
    private static String file;

    @BeforeAll
    static void serve() throws Exception {
        served = ServedHere.start(folder, """
                providers: { sandbox: {}, openai: { base-url: "http://127.0.0.1:9", api-key: k } }
                collections: { uploads: { vectors: none } }
                chains: { default: [ vector-stores: { collection: uploads, max-file: 1MiB } ] }
                routes: [ { name: all, chain: default } ]
                """);
        file = answer(served.send("POST", "/v1/files", FORM, """
                        --cut\r
                        content-disposition: form-data; name="purpose"\r
                        \r
                        assistants\r
                        --cut\r
                        content-disposition: form-data; name="file"; filename="leave.md"\r
                        content-type: application/octet-stream\r
                        \r
                        # Leave
                        Employees have thirty days of paid leave.\r
                        --cut--\r
                        """)).getString("id");
        store = answer(served.post("/v1/vector_stores", "{\"file_ids\":[\"" + file + "\"]}"))
                .getString("id");
        Awaitility.await()
                .until(() -> answer(served.send("GET", "/v1/vector_stores/" + store, "application/json", ""))
                        .getString("status")
                        .equals("completed"));
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    @Test
    void findsWhatAFileSays() throws Exception {
        JsonObject found = answer(served.post("/v1/vector_stores/" + store + "/search", "{\"query\":\"paid leave\"}"));

        JsonObject first = found.getJsonArray("data").getJsonObject(0);
        assertThat(first.getString("filename")).isEqualTo("leave.md");
        assertThat(first.getJsonArray("content").getJsonObject(0).getString("text"))
                .contains("thirty days");
    }

    @Test
    void saysErrorsAsOpenAiDoes() throws Exception {
        HttpResponse<String> refused = served.send("DELETE", "/v1/vector_stores/vs_none", "application/json", "");

        assertThat(refused.statusCode()).isEqualTo(404);
        JsonObject error = new JsonObject(refused.body()).getJsonObject("error");
        assertThat(error.getString("type")).isEqualTo("invalid_request_error");
        assertThat(error.getString("message")).contains("vs_none");
    }

    @Test
    void searchesForAFileSearchTool() throws Exception {
        JsonObject reply = answer(served.post("/v1/responses", asked(false)));

        JsonArray output = reply.getJsonArray("output");
        assertThat(output.getJsonObject(0).getString("type")).isEqualTo("file_search_call");
        assertThat(output.getJsonObject(0)
                        .getJsonArray("results")
                        .getJsonObject(0)
                        .getString("file_id"))
                .isEqualTo(file);
        JsonObject said =
                output.getJsonObject(output.size() - 1).getJsonArray("content").getJsonObject(0);
        assertThat(said.getString("text")).contains("thirty days of paid leave");
        assertThat(said.getJsonArray("annotations").getJsonObject(0).getString("file_id"))
                .isEqualTo(file);
    }

    @Test
    void tellsOfItInAStream() throws Exception {
        HttpResponse<String> reply = served.post("/v1/responses", asked(true));
        List<JsonObject> events = reply.body()
                .lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> new JsonObject(line.substring("data: ".length())))
                .toList();

        assertThat(events)
                .extracting(event -> event.getString("type"))
                .contains(
                        "response.file_search_call.completed",
                        "response.output_text.annotation.added",
                        "response.completed");
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).getInteger("sequence_number")).isEqualTo(i);
        }
        JsonArray output = events.getLast().getJsonObject("response").getJsonArray("output");
        assertThat(output.getJsonObject(0).getString("type")).isEqualTo("file_search_call");
    }

    @Test
    void refusesAToolThatNamesAStoreOfTheProvider() throws Exception {
        HttpResponse<String> refused =
                served.post("/v1/responses", asked(false).replace(store, store + "\",\"vs_theirs"));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(refused.body()).getJsonObject("error").getString("param"))
                .isEqualTo("tools");
    }

    private static String asked(boolean stream) {
        return new JsonObject()
                .put("model", "sandbox/echo")
                .put("stream", stream)
                .put("input", "How much paid leave is there?")
                .put("include", new JsonArray().add("file_search_call.results"))
                .put(
                        "tools",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("type", "file_search")
                                        .put("vector_store_ids", new JsonArray().add(store))))
                .encode();
    }

    private static JsonObject answer(HttpResponse<String> reply) throws IOException {
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        return new JsonObject(reply.body());
    }
}
