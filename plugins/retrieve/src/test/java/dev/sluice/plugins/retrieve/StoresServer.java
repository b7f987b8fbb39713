package dev.sluice.plugins.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Filter;
import dev.sluice.api.Reply;
import dev.sluice.api.Whole;
import dev.sluice.api.config.DataSize;
import dev.sluice.plugins.retrieve.RetrieveConfig.RerankSettings;
import dev.sluice.testkit.FakeEmbedder;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.FakeReranker;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A filter for vector stores over a real index, two tenants that call it, and a provider behind it. */
final class StoresServer {

    static final String TEXT = "Employees have thirty days of paid leave.";

    final VirtualTime time = new VirtualTime();
    final ScriptedUpstream provider = ScriptedUpstream.of(
            time,
            Script.replies(call ->
                    call.reply(200, new JsonObject().put("from", "provider").toBuffer())));
    final OpenAiCalls acme = new OpenAiCalls("acme");
    final OpenAiCalls globex = new OpenAiCalls("globex");
    private final Path folder;
    private FakePluginContext context;
    private Filter filter;

    StoresServer(Path folder) {
        this.folder = folder;
        this.context = context();
        this.filter = settled(new StoresFactory().create(config(3, 2_000), context));
    }

    private FakePluginContext context() {
        return new FakePluginContext(time)
                .withDataFolder(folder)
                .withEmbedder(new FakeEmbedder())
                .withCollections(Map.of("uploads", Collections.collection(null)));
    }

    void close() {
        settled(context.close());
    }

    /** Starts again on the same folder. */
    void start() {
        context = context();
        filter = settled(new StoresFactory().create(config(3, 2_000), context));
    }

    void restart() {
        close();
        start();
    }

    /** Starts again with a reranker. */
    void restart(FakeReranker reranker) {
        close();
        context = context().withReranker("best", reranker);
        filter = settled(new StoresFactory().create(config(3, 2_000, new RerankSettings("best", 10, 0)), context));
    }

    /** What the filter makes of a call. */
    Future<Reply> apply(Call call) {
        return filter.apply(call, provider);
    }

    static StoresConfig config(int files, long size) {
        return config(files, size, null);
    }

    static StoresConfig config(int files, long size, @Nullable RerankSettings rerank) {
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
                Duration.ofSeconds(3),
                rerank);
    }

    static String filtered(String filter) {
        return "{\"query\":\"paid leave\",\"filters\":" + filter + "}";
    }

    JsonObject upload(OpenAiCalls from, String text) {
        return answer(from.file("leave.txt", text, "assistants"));
    }

    void attach(JsonObject store, JsonObject file, String attributes) {
        answer(acme.post(
                "/v1/vector_stores/" + id(store) + "/files",
                "{\"file_id\":\"" + id(file) + "\",\"attributes\":" + attributes + "}"));
        completed(acme, store);
    }

    JsonObject stored(OpenAiCalls from, JsonObject file) {
        JsonObject store = answer(from.post("/v1/vector_stores", "{\"file_ids\":[\"" + id(file) + "\"]}"));
        return completed(from, store);
    }

    JsonObject completed(OpenAiCalls from, JsonObject store) {
        return Awaitility.await()
                .until(
                        () -> answer(from.get("/v1/vector_stores/" + id(store))),
                        now -> "completed".equals(now.getString("status")));
    }

    int hits(OpenAiCalls from, JsonObject store, String search) {
        return answer(from.post("/v1/vector_stores/" + id(store) + "/search", search))
                .getJsonArray("data")
                .size();
    }

    static String id(JsonObject made) {
        return made.getString("id");
    }

    JsonObject answer(Call call) {
        return new JsonObject(text(call));
    }

    String text(Call call) {
        Whole reply = (Whole) settled(filter.apply(call, provider));
        assertThat(reply.status()).isEqualTo(200);
        return reply.body().toString();
    }

    CallError refused(Call call) {
        Future<?> answer = filter.apply(call, provider);
        Awaitility.await().until(() -> {
            time.run();
            return answer.isComplete();
        });
        assertThat(answer.cause()).isInstanceOf(CallError.class);
        return (CallError) answer.cause();
    }

    <T> T settled(Future<T> future) {
        return Settled.of(future, time);
    }
}
