package dev.sluice.plugins.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.testkit.FakeCheckContext;
import dev.sluice.testkit.FakeReranker;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What OpenAI's API says of vector stores, answered over a real index. */
class StoresFilterTest {

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
    void keepsAFileAndFindsItInAStore() {
        JsonObject file = server.upload(server.acme, StoresServer.TEXT);
        JsonObject store = server.answer(server.acme.post(
                "/v1/vector_stores",
                "{\"name\":\"handbook\",\"file_ids\":[\"" + StoresServer.id(file) + "\"],\"metadata\":{\"a\":\"b\"}}"));

        assertThat(file.getString("filename")).isEqualTo("leave.txt");
        assertThat(file.getInteger("bytes")).isEqualTo(StoresServer.TEXT.length());
        assertThat(store.getString("object")).isEqualTo("vector_store");
        assertThat(store.getString("status")).isEqualTo("in_progress");
        JsonObject whole = server.completed(server.acme, store);
        assertThat(whole.getJsonObject("file_counts").getInteger("completed")).isEqualTo(1);
        assertThat(whole.getLong("usage_bytes")).isEqualTo(StoresServer.TEXT.length());
        assertThat(whole.getJsonObject("metadata").getString("a")).isEqualTo("b");
        JsonObject found = server.answer(server.acme.post(
                "/v1/vector_stores/" + StoresServer.id(store) + "/search", "{\"query\":\"How much paid leave?\"}"));
        assertThat(found.getString("object")).isEqualTo("vector_store.search_results.page");
        assertThat(found.getJsonArray("search_query")).containsExactly("How much paid leave?");
        JsonObject first = found.getJsonArray("data").getJsonObject(0);
        assertThat(first.getString("file_id")).isEqualTo(StoresServer.id(file));
        assertThat(first.getString("filename")).isEqualTo("leave.txt");
        assertThat(first.getDouble("score")).isBetween(0.1, 1.0);
        assertThat(first.getJsonArray("content").getJsonObject(0).getString("text"))
                .isEqualTo(StoresServer.TEXT);
        assertThat(server.provider.attempts()).isEmpty();
    }

    @Test
    void keepsTenantsApart() {
        JsonObject file = server.upload(server.acme, StoresServer.TEXT);
        JsonObject store = server.stored(server.acme, file);
        String at = "/v1/vector_stores/" + StoresServer.id(store);

        assertThat(server.answer(server.globex.get("/v1/vector_stores")).getJsonArray("data"))
                .isEmpty();
        assertThat(server.answer(server.globex.get("/v1/files?purpose=assistants"))
                        .getJsonArray("data"))
                .isEmpty();
        for (Call call : List.of(
                server.globex.get(at),
                server.globex.delete(at),
                server.globex.post(at, "{\"name\":\"mine\"}"),
                server.globex.post(at + "/search", "{\"query\":\"leave\"}"),
                server.globex.get(at + "/files"),
                server.globex.delete(at + "/files/" + StoresServer.id(file)),
                server.globex.get("/v1/files/" + StoresServer.id(file)),
                server.globex.get("/v1/files/" + StoresServer.id(file) + "/content"),
                server.globex.delete("/v1/files/" + StoresServer.id(file)),
                server.globex.post("/v1/vector_stores", "{\"file_ids\":[\"" + StoresServer.id(file) + "\"]}"))) {
            assertThat(server.refused(call).status())
                    .as(call.method() + " " + call.uri())
                    .isEqualTo(404);
        }
        assertThat(server.hits(server.acme, store, "{\"query\":\"leave\"}")).isEqualTo(1);
    }

    @Test
    void searchesWhatTheAttributesAllow() {
        JsonObject store = server.answer(server.acme.post("/v1/vector_stores", "{}"));
        server.attach(store, server.upload(server.acme, StoresServer.TEXT), "{\"year\":2024,\"region\":\"eu\"}");
        server.attach(store, server.upload(server.acme, StoresServer.TEXT), "{\"year\":2025,\"region\":\"us\"}");

        assertThat(server.hits(
                        server.acme,
                        store,
                        StoresServer.filtered("{\"type\":\"eq\",\"key\":\"region\",\"value\":\"eu\"}")))
                .isEqualTo(1);
        assertThat(server.hits(
                        server.acme,
                        store,
                        StoresServer.filtered("{\"type\":\"gte\",\"key\":\"year\",\"value\":2024}")))
                .isEqualTo(2);
        assertThat(
                        server.hits(
                                server.acme,
                                store,
                                StoresServer.filtered(
                                        "{\"type\":\"and\",\"filters\":["
                                                + "{\"type\":\"gt\",\"key\":\"year\",\"value\":2024},{\"type\":\"ne\",\"key\":\"region\",\"value\":\"us\"}]}")))
                .isZero();
        assertThat(server.hits(
                        server.acme,
                        store,
                        StoresServer.filtered("{\"type\":\"or\",\"filters\":["
                                + "{\"type\":\"lt\",\"key\":\"year\",\"value\":2025},"
                                + "{\"type\":\"in\",\"key\":\"region\",\"value\":[\"us\"]}]}")))
                .isEqualTo(2);
        assertThat(server.refused(server.acme.post(
                                "/v1/vector_stores/" + StoresServer.id(store) + "/search",
                                StoresServer.filtered("{\"type\":\"like\",\"key\":\"a\",\"value\":1}")))
                        .param())
                .isEqualTo("filters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[{\"type\":\"eq\",\"key\":\"region\",\"value\":\"eu\"}]",
                "\"region\"",
                "{\"type\":\"and\"}",
                "{\"type\":\"or\",\"filters\":{}}",
                "{\"type\":\"and\",\"filters\":[1]}",
                "{\"type\":\"nin\",\"key\":\"region\",\"value\":\"eu\"}",
                "{\"type\":\"in\",\"key\":\"region\",\"value\":[{}]}",
                "{\"type\":\"ne\",\"key\":\"region\",\"value\":[\"eu\"]}",
            })
    void refusesFiltersOfAnotherShape(String filters) {
        // given
        JsonObject store = server.answer(server.acme.post("/v1/vector_stores", "{}"));
        Call search = server.acme.post(
                "/v1/vector_stores/" + StoresServer.id(store) + "/search", StoresServer.filtered(filters));
        // then
        assertThat(server.refused(search)).returns(400, CallError::status).returns("filters", CallError::param);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"ranking_options\":[]} | ranking_options",
                "{\"ranking_options\":{\"score_threshold\":\"0.5\"}} | score_threshold",
                "{\"ranking_options\":{\"score_threshold\":2}} | score_threshold"
            })
    void refusesRankingOptionsOfAnotherShape(String options, String param) {
        // given
        JsonObject store = server.answer(server.acme.post("/v1/vector_stores", "{}"));
        JsonObject search = new JsonObject(options).put("query", "leave");
        // then
        assertThat(server.refused(server.acme.post(
                                "/v1/vector_stores/" + StoresServer.id(store) + "/search", search.encode()))
                        .param())
                .isEqualTo(param);
    }

    @Test
    void aStoreThatToolsAloneSearchStaysAlive() {
        // given
        JsonObject store = server.answer(server.acme.post(
                "/v1/vector_stores", "{\"expires_after\":{\"anchor\":\"last_active_at\",\"days\":2}}"));
        server.attach(store, server.upload(server.acme, StoresServer.TEXT), "{}");
        server.time.advance(Duration.ofHours(36));
        // when
        server.settled(server.apply(server.acme.chat("How much paid leave?", StoresServer.id(store))));
        // then
        server.time.advance(Duration.ofHours(36));
        assertThat(server.answer(server.acme.get("/v1/vector_stores/" + StoresServer.id(store)))
                        .getString("status"))
                .isEqualTo("completed");
    }

    @Test
    void changesAndForgetsStoresAndTheirFiles() {
        JsonObject file = server.upload(server.acme, StoresServer.TEXT);
        JsonObject store = server.stored(server.acme, file);
        String at = "/v1/vector_stores/" + StoresServer.id(store);

        assertThat(server.answer(server.acme.post(
                                at, "{\"name\":\"new\",\"expires_after\":{\"anchor\":\"last_active_at\",\"days\":1}}"))
                        .getString("name"))
                .isEqualTo("new");
        assertThat(server.answer(server.acme.get(at + "/files/" + StoresServer.id(file)))
                        .getString("status"))
                .isEqualTo("completed");
        assertThat(server.answer(server.acme.post(
                                at + "/files/" + StoresServer.id(file), "{\"attributes\":{\"a\":true}}"))
                        .getJsonObject("attributes")
                        .getBoolean("a"))
                .isTrue();
        assertThat(server.answer(server.acme.delete(at + "/files/" + StoresServer.id(file)))
                        .getString("object"))
                .isEqualTo("vector_store.file.deleted");
        assertThat(server.answer(server.acme.get(at + "/files")).getJsonArray("data"))
                .isEmpty();
        server.time.advance(Duration.ofDays(2));
        assertThat(server.answer(server.acme.get(at)).getString("status")).isEqualTo("expired");
        assertThat(server.refused(server.acme.post(at + "/search", "{\"query\":\"leave\"}"))
                        .code())
                .isEqualTo("vector_store_expired");
        String attached = "{\"file_id\":\"" + StoresServer.id(file) + "\"}";
        String batch = "{\"file_ids\":[\"" + StoresServer.id(file) + "\"]}";
        for (Call call : List.of(
                server.acme.post(at + "/files", attached),
                server.acme.post(at + "/file_batches", batch),
                server.acme.post(at, "{\"expires_after\":{\"anchor\":\"last_active_at\",\"days\":9}}"))) {
            assertThat(server.refused(call).code()).as(call.uri()).isEqualTo("vector_store_expired");
        }
        assertThat(server.answer(server.acme.get(at)).getString("status")).isEqualTo("expired");
        assertThat(server.answer(server.acme.delete(at)).getString("object")).isEqualTo("vector_store.deleted");
        assertThat(server.refused(server.acme.get(at)).status()).isEqualTo(404);
    }

    @Test
    void refusesWordsThatTheApiDoesNotHave() {
        // given
        String stores = "/v1/vector_stores";
        String at = stores + "/" + StoresServer.id(server.answer(server.acme.post(stores, "{}")));
        String file = StoresServer.id(server.upload(server.acme, StoresServer.TEXT));
        String bogus = "\"chunking_strategy\":{\"type\":\"bogus\"}";
        // then
        for (Map.Entry<Call, String> wrong : Map.of(
                        server.acme.post(stores, "{" + bogus + "}"), "chunking_strategy",
                        server.acme.post(at + "/files", "{\"file_id\":\"" + file + "\"," + bogus + "}"),
                                "chunking_strategy",
                        server.acme.post(
                                        at + "/file_batches",
                                        "{\"files\":[{\"file_id\":\"" + file + "\"," + bogus + "}]}"),
                                "chunking_strategy",
                        server.acme.get(stores + "?order=zig"), "order",
                        server.acme.get(stores + "?after=nope"), "after",
                        server.acme.get(at + "/files?before=nope"), "before",
                        server.acme.get(at + "/files?filter=bogus"), "filter")
                .entrySet()) {
            assertThat(server.refused(wrong.getKey()).param())
                    .as(wrong.getKey().uri())
                    .isEqualTo(wrong.getValue());
        }
    }

    @Test
    void listsThePagesThatAreAskedFor() {
        for (String name : List.of("one", "two", "three")) {
            server.answer(server.acme.post("/v1/vector_stores", "{\"name\":\"" + name + "\"}"));
        }

        JsonObject first = server.answer(server.acme.get("/v1/vector_stores?limit=2&order=asc"));
        JsonObject rest = server.answer(
                server.acme.get("/v1/vector_stores?limit=2&order=asc&after=" + first.getString("last_id")));

        assertThat(first.getBoolean("has_more")).isTrue();
        assertThat(first.getJsonArray("data").getJsonObject(0).getString("name"))
                .isEqualTo("one");
        assertThat(rest.getBoolean("has_more")).isFalse();
        assertThat(rest.getJsonArray("data").getJsonObject(0).getString("name")).isEqualTo("three");
        assertThat(server.refused(server.acme.get("/v1/vector_stores?limit=0")).param())
                .isEqualTo("limit");
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThat(server.refused(server.acme.post("/v1/vector_stores", "no JSON"))
                        .code())
                .isEqualTo("invalid_json");
        assertThat(server.refused(server.acme.post("/v1/vector_stores", "{\"metadata\":{\"a\":1}}"))
                        .param())
                .isEqualTo("metadata");
        assertThat(server.refused(server.acme.post("/v1/vector_stores", "{\"expires_after\":{\"days\":1}}"))
                        .param())
                .isEqualTo("expires_after");
        assertThat(server.refused(server.acme.post("/v1/vector_stores", "{\"file_ids\":[\"file-abc\"]}"))
                        .status())
                .isEqualTo(404);
        assertThat(server.refused(server.acme.post("/v1/files", "{}")).code()).isEqualTo("invalid_form");
        assertThat(server.refused(server.acme.post("/v1/vector_stores/vs_x/nothing", "{}"))
                        .status())
                .isEqualTo(404);
        String at = "/v1/vector_stores/" + StoresServer.id(server.answer(server.acme.post("/v1/vector_stores", "")))
                + "/search";
        assertThat(server.refused(server.acme.post(at, "{}")).param()).isEqualTo("query");
        assertThat(server.refused(server.acme.post(at, "{\"query\":\"a\",\"max_num_results\":51}"))
                        .param())
                .isEqualTo("max_num_results");
    }

    @Test
    void hasARerankerPutWhatWasFoundInOrder() {
        server.restart(new FakeReranker("probation"));
        JsonObject store = server.answer(server.acme.post("/v1/vector_stores", "{}"));
        server.attach(store, server.upload(server.acme, "Paid leave, paid leave: how much paid leave there is."), "{}");
        server.attach(store, server.upload(server.acme, "Leave that is paid begins after probation."), "{}");
        String search = "/v1/vector_stores/" + StoresServer.id(store) + "/search";

        JsonObject ranked = server.answer(server.acme.post(search, "{\"query\":\"paid leave\",\"max_num_results\":1}"));
        JsonObject plain = server.answer(server.acme.post(
                search, "{\"query\":\"paid leave\",\"max_num_results\":1,\"ranking_options\":{\"ranker\":\"none\"}}"));

        assertThat(ranked.getJsonArray("data").encode()).contains("after probation");
        assertThat(plain.getJsonArray("data").encode()).doesNotContain("after probation");
    }

    @Test
    void saysThatFilesAreCutAsTheConfigHasIt() {
        Call call =
                server.acme.post("/v1/vector_stores", "{\"chunking_strategy\":{\"type\":\"static\",\"static\":{}}}");

        server.answer(call);

        assertThat(call.journal().warnings()).singleElement().asString().startsWith("chunking_strategy: ");
    }

    @Test
    void isHeldAgainstTheCollectionsOfTheConfig() {
        FakeCheckContext around = new FakeCheckContext().with("uploads", Collections.collection(null));

        new StoresFactory().check(StoresServer.config(3, 2_000), around);
        assertThat(around.problems()).isEmpty();
        new StoresFactory().check(StoresServer.config(3, 9 << 20), around);
        assertThat(around.problems()).singleElement().asString().startsWith("max-file: ");
    }
}
