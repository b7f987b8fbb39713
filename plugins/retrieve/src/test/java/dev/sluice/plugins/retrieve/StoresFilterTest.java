package dev.sluice.plugins.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Filter;
import dev.sluice.api.Reply;
import dev.sluice.api.Target;
import dev.sluice.api.Whole;
import dev.sluice.api.config.DataSize;
import dev.sluice.plugins.retrieve.RetrieveConfig.RerankSettings;
import dev.sluice.plugins.retrieve.index.CollectionIndex;
import dev.sluice.testkit.FakeCheckContext;
import dev.sluice.testkit.FakeEmbedder;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.FakeReranker;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What OpenAI's API says of vector stores, answered over a real index. */
class StoresFilterTest {

    private static final String TEXT = "Employees have thirty days of paid leave.";

    @TempDir
    Path folder;

    private final VirtualTime time = new VirtualTime();
    private final ScriptedUpstream provider = ScriptedUpstream.of(
            time,
            Script.replies(call ->
                    call.reply(200, new JsonObject().put("from", "provider").toBuffer())));
    private final OpenAiCalls acme = new OpenAiCalls("acme");
    private final OpenAiCalls globex = new OpenAiCalls("globex");
    private FakePluginContext context;
    private Filter filter;

    @BeforeEach
    void serve() {
        context = new FakePluginContext(time)
                .withDataFolder(folder)
                .withEmbedder(new FakeEmbedder())
                .withCollections(Map.of("uploads", Collections.collection(null)));
        filter = settled(new StoresFactory().create(config(3, 2_000), context));
    }

    @AfterEach
    void close() {
        settled(context.close());
    }

    @Test
    void keepsAFileAndFindsItInAStore() {
        JsonObject file = upload(acme, TEXT);
        JsonObject store = answer(acme.post(
                "/v1/vector_stores",
                "{\"name\":\"handbook\",\"file_ids\":[\"" + id(file) + "\"],\"metadata\":{\"a\":\"b\"}}"));

        assertThat(file.getString("filename")).isEqualTo("leave.txt");
        assertThat(file.getInteger("bytes")).isEqualTo(TEXT.length());
        assertThat(store.getString("object")).isEqualTo("vector_store");
        assertThat(store.getString("status")).isEqualTo("in_progress");
        JsonObject whole = completed(acme, store);
        assertThat(whole.getJsonObject("file_counts").getInteger("completed")).isEqualTo(1);
        assertThat(whole.getLong("usage_bytes")).isEqualTo(TEXT.length());
        assertThat(whole.getJsonObject("metadata").getString("a")).isEqualTo("b");
        JsonObject found =
                answer(acme.post("/v1/vector_stores/" + id(store) + "/search", "{\"query\":\"How much paid leave?\"}"));
        assertThat(found.getString("object")).isEqualTo("vector_store.search_results.page");
        assertThat(found.getJsonArray("search_query")).containsExactly("How much paid leave?");
        JsonObject first = found.getJsonArray("data").getJsonObject(0);
        assertThat(first.getString("file_id")).isEqualTo(id(file));
        assertThat(first.getString("filename")).isEqualTo("leave.txt");
        assertThat(first.getDouble("score")).isBetween(0.1, 1.0);
        assertThat(first.getJsonArray("content").getJsonObject(0).getString("text"))
                .isEqualTo(TEXT);
        assertThat(provider.attempts()).isEmpty();
    }

    @Test
    void givesAFileBackAndForgetsItInEveryStore() {
        JsonObject file = upload(acme, TEXT);
        JsonObject store = stored(acme, file);

        assertThat(text(acme.get("/v1/files/" + id(file) + "/content"))).isEqualTo(TEXT);
        assertThat(answer(acme.get("/v1/files?purpose=assistants")).getJsonArray("data"))
                .hasSize(1);
        assertThat(answer(acme.delete("/v1/files/" + id(file))).getBoolean("deleted"))
                .isTrue();

        assertThat(refused(acme.get("/v1/files/" + id(file))).status()).isEqualTo(404);
        assertThat(hits(acme, store, "{\"query\":\"paid leave\"}")).isZero();
        assertThat(answer(acme.get("/v1/vector_stores/" + id(store)))
                        .getJsonObject("file_counts")
                        .getInteger("total"))
                .isZero();
    }

    @Test
    void keepsTenantsApart() {
        JsonObject file = upload(acme, TEXT);
        JsonObject store = stored(acme, file);
        String at = "/v1/vector_stores/" + id(store);

        assertThat(answer(globex.get("/v1/vector_stores")).getJsonArray("data")).isEmpty();
        assertThat(answer(globex.get("/v1/files?purpose=assistants")).getJsonArray("data"))
                .isEmpty();
        for (Call call : java.util.List.of(
                globex.get(at),
                globex.delete(at),
                globex.post(at, "{\"name\":\"mine\"}"),
                globex.post(at + "/search", "{\"query\":\"leave\"}"),
                globex.get(at + "/files"),
                globex.delete(at + "/files/" + id(file)),
                globex.get("/v1/files/" + id(file)),
                globex.get("/v1/files/" + id(file) + "/content"),
                globex.delete("/v1/files/" + id(file)),
                globex.post("/v1/vector_stores", "{\"file_ids\":[\"" + id(file) + "\"]}"))) {
            assertThat(refused(call).status())
                    .as(call.method() + " " + call.uri())
                    .isEqualTo(404);
        }
        assertThat(hits(acme, store, "{\"query\":\"leave\"}")).isEqualTo(1);
    }

    @Test
    void searchesWhatTheAttributesAllow() {
        JsonObject store = answer(acme.post("/v1/vector_stores", "{}"));
        attach(store, upload(acme, TEXT), "{\"year\":2024,\"region\":\"eu\"}");
        attach(store, upload(acme, TEXT), "{\"year\":2025,\"region\":\"us\"}");

        assertThat(hits(acme, store, filtered("{\"type\":\"eq\",\"key\":\"region\",\"value\":\"eu\"}")))
                .isEqualTo(1);
        assertThat(hits(acme, store, filtered("{\"type\":\"gte\",\"key\":\"year\",\"value\":2024}")))
                .isEqualTo(2);
        assertThat(
                        hits(
                                acme,
                                store,
                                filtered(
                                        "{\"type\":\"and\",\"filters\":["
                                                + "{\"type\":\"gt\",\"key\":\"year\",\"value\":2024},{\"type\":\"ne\",\"key\":\"region\",\"value\":\"us\"}]}")))
                .isZero();
        assertThat(hits(
                        acme,
                        store,
                        filtered("{\"type\":\"or\",\"filters\":["
                                + "{\"type\":\"lt\",\"key\":\"year\",\"value\":2025},"
                                + "{\"type\":\"in\",\"key\":\"region\",\"value\":[\"us\"]}]}")))
                .isEqualTo(2);
        assertThat(refused(acme.post(
                                "/v1/vector_stores/" + id(store) + "/search",
                                filtered("{\"type\":\"like\",\"key\":\"a\",\"value\":1}")))
                        .param())
                .isEqualTo("filters");
    }

    @Test
    void changesAndForgetsStoresAndTheirFiles() {
        JsonObject file = upload(acme, TEXT);
        JsonObject store = stored(acme, file);
        String at = "/v1/vector_stores/" + id(store);

        assertThat(answer(acme.post(
                                at, "{\"name\":\"new\",\"expires_after\":{\"anchor\":\"last_active_at\",\"days\":1}}"))
                        .getString("name"))
                .isEqualTo("new");
        assertThat(answer(acme.get(at + "/files/" + id(file))).getString("status"))
                .isEqualTo("completed");
        assertThat(answer(acme.post(at + "/files/" + id(file), "{\"attributes\":{\"a\":true}}"))
                        .getJsonObject("attributes")
                        .getBoolean("a"))
                .isTrue();
        assertThat(answer(acme.delete(at + "/files/" + id(file))).getString("object"))
                .isEqualTo("vector_store.file.deleted");
        assertThat(answer(acme.get(at + "/files")).getJsonArray("data")).isEmpty();
        time.advance(Duration.ofDays(2));
        assertThat(answer(acme.get(at)).getString("status")).isEqualTo("expired");
        assertThat(refused(acme.post(at + "/search", "{\"query\":\"leave\"}")).code())
                .isEqualTo("vector_store_expired");
        assertThat(answer(acme.delete(at)).getString("object")).isEqualTo("vector_store.deleted");
        assertThat(refused(acme.get(at)).status()).isEqualTo(404);
    }

    @Test
    void listsThePagesThatAreAskedFor() {
        for (String name : java.util.List.of("one", "two", "three")) {
            answer(acme.post("/v1/vector_stores", "{\"name\":\"" + name + "\"}"));
        }

        JsonObject first = answer(acme.get("/v1/vector_stores?limit=2&order=asc"));
        JsonObject rest = answer(acme.get("/v1/vector_stores?limit=2&order=asc&after=" + first.getString("last_id")));

        assertThat(first.getBoolean("has_more")).isTrue();
        assertThat(first.getJsonArray("data").getJsonObject(0).getString("name"))
                .isEqualTo("one");
        assertThat(rest.getBoolean("has_more")).isFalse();
        assertThat(rest.getJsonArray("data").getJsonObject(0).getString("name")).isEqualTo("three");
        assertThat(refused(acme.get("/v1/vector_stores?limit=0")).param()).isEqualTo("limit");
    }

    @Test
    void saysOfAFileThatCannotBeReadWhy() {
        JsonObject file = answer(acme.file("empty.txt", " ", "assistants"));
        JsonObject store = stored(acme, file);

        JsonObject attached = answer(acme.get("/v1/vector_stores/" + id(store) + "/files/" + id(file)));

        assertThat(attached.getString("status")).isEqualTo("failed");
        assertThat(attached.getJsonObject("last_error").getString("code")).isEqualTo("invalid_file");
        assertThat(attached.getJsonObject("last_error").getString("message")).isNotBlank();
    }

    @Test
    void knowsAllOfItAfterARestart() {
        JsonObject file = upload(acme, TEXT);
        JsonObject store = stored(acme, file);
        settled(context.close());

        serve();

        assertThat(hits(acme, store, "{\"query\":\"paid leave\"}")).isEqualTo(1);
        assertThat(text(acme.get("/v1/files/" + id(file) + "/content"))).isEqualTo(TEXT);
    }

    @Test
    void keepsNoMoreThanATenantMay() {
        upload(acme, TEXT);
        upload(acme, TEXT);
        upload(acme, TEXT);

        assertThat(refused(acme.file("more.txt", TEXT, "assistants")).code()).isEqualTo("storage_limit_exceeded");
        assertThat(refused(globex.file("large.txt", "a".repeat(2_001), "assistants"))
                        .code())
                .isEqualTo("storage_limit_exceeded");
        assertThat(refused(globex.file("larger.txt", "a".repeat(100_000), "assistants"))
                        .status())
                .isEqualTo(413);
        assertThat(upload(globex, TEXT).getString("object")).isEqualTo("file");
    }

    @Test
    void leavesToTheProviderWhatIsTheProviders() {
        JsonObject sent = answer(acme.file("batch.jsonl", "{}", "batch"));
        Body body = provider.attempts().getFirst().call().body();

        assertThat(sent.getString("from")).isEqualTo("provider");
        assertThat(((Body.Bytes) body).bytes().toString()).contains("batch.jsonl", "name=\"purpose\"");
        assertThat(answer(acme.get("/v1/files")).getString("from")).isEqualTo("provider");
        assertThat(answer(acme.get("/v1/files/file-abc")).getString("from")).isEqualTo("provider");
        assertThat(answer(acme.get("/v1/batches")).getString("from")).isEqualTo("provider");
        Call named = acme.get("/v1/vector_stores").withTarget(new Target("openai", ""));
        assertThat(answer(named).getString("from")).isEqualTo("provider");
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThat(refused(acme.post("/v1/vector_stores", "no JSON")).code()).isEqualTo("invalid_json");
        assertThat(refused(acme.post("/v1/vector_stores", "{\"metadata\":{\"a\":1}}"))
                        .param())
                .isEqualTo("metadata");
        assertThat(refused(acme.post("/v1/vector_stores", "{\"expires_after\":{\"days\":1}}"))
                        .param())
                .isEqualTo("expires_after");
        assertThat(refused(acme.post("/v1/vector_stores", "{\"file_ids\":[\"file-abc\"]}"))
                        .status())
                .isEqualTo(404);
        assertThat(refused(acme.post("/v1/files", "{}")).code()).isEqualTo("invalid_form");
        assertThat(refused(acme.post("/v1/vector_stores/vs_x/nothing", "{}")).status())
                .isEqualTo(404);
        String at = "/v1/vector_stores/" + id(answer(acme.post("/v1/vector_stores", ""))) + "/search";
        assertThat(refused(acme.post(at, "{}")).param()).isEqualTo("query");
        assertThat(refused(acme.post(at, "{\"query\":\"a\",\"max_num_results\":51}"))
                        .param())
                .isEqualTo("max_num_results");
    }

    @Test
    void takesManyFilesInAtOnce() {
        JsonObject store = answer(acme.post("/v1/vector_stores", "{}"));
        String at = "/v1/vector_stores/" + id(store) + "/file_batches";
        String one = id(upload(acme, TEXT));
        String other = id(answer(acme.file("empty.txt", " ", "assistants")));

        JsonObject batch = answer(acme.post(
                at,
                "{\"files\":[{\"file_id\":\"" + one + "\",\"attributes\":{\"year\":2024}},{\"file_id\":\"" + other
                        + "\"}]}"));

        assertThat(batch.getString("object")).isEqualTo("vector_store.files_batch");
        assertThat(batch.getString("status")).isEqualTo("in_progress");
        completed(acme, store);
        JsonObject done = answer(acme.get(at + "/" + id(batch)));
        assertThat(done.getString("status")).isEqualTo("completed");
        assertThat(done.getJsonObject("file_counts").getInteger("completed")).isEqualTo(1);
        assertThat(done.getJsonObject("file_counts").getInteger("failed")).isEqualTo(1);
        assertThat(answer(acme.get(at + "/" + id(batch) + "/files?filter=completed"))
                        .getJsonArray("data")
                        .getJsonObject(0)
                        .getString("id"))
                .isEqualTo(one);
        assertThat(hits(acme, store, filtered("{\"type\":\"eq\",\"key\":\"year\",\"value\":2024}")))
                .isEqualTo(1);
        assertThat(refused(globex.get(at + "/" + id(batch))).status()).isEqualTo(404);
        assertThat(refused(acme.post(at, "{}")).param()).isEqualTo("file_ids");
        assertThat(refused(acme.get(at + "/vsfb_sluice_0")).status()).isEqualTo(404);
    }

    @Test
    void callsABatchOffThatIsNotReadYet() {
        JsonObject store = answer(acme.post("/v1/vector_stores", "{}"));
        String at = "/v1/vector_stores/" + id(store) + "/file_batches";
        String file = id(upload(acme, TEXT));
        Future<Reply> made = filter.apply(acme.post(at, "{\"file_ids\":[\"" + file + "\"]}"), provider);
        String batch = id(new JsonObject(((Whole) settled(made)).body().toString()));

        JsonObject cancelled = answer(acme.post(at + "/" + batch + "/cancel", ""));

        // Who comes first, the one who reads or the one who calls it off, is as it happens; what is said is what is
        // found.
        boolean read = "completed".equals(cancelled.getString("status"));
        assertThat(cancelled.getString("status")).isIn("cancelled", "completed");
        assertThat(hits(acme, store, "{\"query\":\"paid leave\"}")).isEqualTo(read ? 1 : 0);
    }

    @Test
    void showsWhatWasReadOfAFile() {
        JsonObject file = upload(acme, TEXT);
        JsonObject store = stored(acme, file);
        String at = "/v1/vector_stores/" + id(store) + "/files/" + id(file) + "/content";

        JsonObject content = answer(acme.get(at));

        assertThat(content.getString("object")).isEqualTo("vector_store.file_content.page");
        assertThat(content.getJsonArray("data"))
                .containsExactly(new JsonObject().put("type", "text").put("text", TEXT));
        assertThat(refused(globex.get(at)).status()).isEqualTo(404);
    }

    @Test
    void hasARerankerPutWhatWasFoundInOrder() {
        settled(context.close());
        context.withReranker("best", new FakeReranker("probation"));
        filter = settled(new StoresFactory().create(config(3, 2_000, new RerankSettings("best", 10, 0)), context));
        JsonObject store = answer(acme.post("/v1/vector_stores", "{}"));
        attach(store, upload(acme, "Paid leave, paid leave: how much paid leave there is."), "{}");
        attach(store, upload(acme, "Leave that is paid begins after probation."), "{}");
        String search = "/v1/vector_stores/" + id(store) + "/search";

        JsonObject ranked = answer(acme.post(search, "{\"query\":\"paid leave\",\"max_num_results\":1}"));
        JsonObject plain = answer(acme.post(
                search, "{\"query\":\"paid leave\",\"max_num_results\":1,\"ranking_options\":{\"ranker\":\"none\"}}"));

        assertThat(ranked.getJsonArray("data").encode()).contains("after probation");
        assertThat(plain.getJsonArray("data").encode()).doesNotContain("after probation");
    }

    @Test
    void forgetsAtTheStartWhatACrashHasLeft() throws IOException {
        JsonObject file = upload(acme, TEXT);
        JsonObject store = stored(acme, file);
        Path files = folder.resolve("uploads.stores/files");
        Files.writeString(files.resolve("file-sluice-0"), "bytes without a record");
        Files.delete(folder.resolve("uploads.stores/stores/" + id(store) + ".json"));
        settled(context.close());

        serve();

        assertThat(files.resolve("file-sluice-0")).doesNotExist();
        assertThat(text(acme.get("/v1/files/" + id(file) + "/content"))).isEqualTo(TEXT);
        settled(context.close());
        try (CollectionIndex index = CollectionIndex.open(
                folder.resolve("uploads"), Collections.collection(null).spec(new FakeEmbedder().model()))) {
            assertThat(index.ids("")).isEmpty();
        }
        serve();
    }

    @Test
    void saysThatFilesAreCutAsTheConfigHasIt() {
        Call call = acme.post("/v1/vector_stores", "{\"chunking_strategy\":{\"type\":\"static\"}}");

        answer(call);

        assertThat(call.journal().warnings()).singleElement().asString().startsWith("chunking_strategy: ");
    }

    @Test
    void isHeldAgainstTheCollectionsOfTheConfig() {
        FakeCheckContext around = new FakeCheckContext().with("uploads", Collections.collection(null));

        new StoresFactory().check(config(3, 2_000), around);
        assertThat(around.problems()).isEmpty();
        new StoresFactory().check(config(3, 2 << 20), around);
        assertThat(around.problems()).singleElement().asString().startsWith("max-file: ");
    }

    private static StoresConfig config(int files, long size) {
        return config(files, size, null);
    }

    private static StoresConfig config(int files, long size, @Nullable RerankSettings rerank) {
        return new StoresConfig(
                "uploads",
                5,
                files,
                new DataSize(size),
                new DataSize(size),
                new DataSize(1 << 20),
                4,
                1_000,
                0,
                rerank);
    }

    private static String filtered(String filter) {
        return "{\"query\":\"paid leave\",\"filters\":" + filter + "}";
    }

    private JsonObject upload(OpenAiCalls from, String text) {
        return answer(from.file("leave.txt", text, "assistants"));
    }

    private void attach(JsonObject store, JsonObject file, String attributes) {
        answer(acme.post(
                "/v1/vector_stores/" + id(store) + "/files",
                "{\"file_id\":\"" + id(file) + "\",\"attributes\":" + attributes + "}"));
        completed(acme, store);
    }

    private JsonObject stored(OpenAiCalls from, JsonObject file) {
        JsonObject store = answer(from.post("/v1/vector_stores", "{\"file_ids\":[\"" + id(file) + "\"]}"));
        return completed(from, store);
    }

    private JsonObject completed(OpenAiCalls from, JsonObject store) {
        return Awaitility.await()
                .until(
                        () -> answer(from.get("/v1/vector_stores/" + id(store))),
                        now -> "completed".equals(now.getString("status")));
    }

    private int hits(OpenAiCalls from, JsonObject store, String search) {
        return answer(from.post("/v1/vector_stores/" + id(store) + "/search", search))
                .getJsonArray("data")
                .size();
    }

    private static String id(JsonObject made) {
        return made.getString("id");
    }

    private JsonObject answer(Call call) {
        return new JsonObject(text(call));
    }

    private String text(Call call) {
        Whole reply = (Whole) settled(filter.apply(call, provider));
        assertThat(reply.status()).isEqualTo(200);
        return reply.body().toString();
    }

    private CallError refused(Call call) {
        Future<?> answer = filter.apply(call, provider);
        Awaitility.await().until(() -> {
            time.run();
            return answer.isComplete();
        });
        assertThat(answer.cause()).isInstanceOf(CallError.class);
        return (CallError) answer.cause();
    }

    private <T> T settled(Future<T> future) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    time.run();
                    return future.isComplete();
                });
        if (future.failed()) {
            throw new AssertionError(future.cause());
        }
        return future.result();
    }
}
