package dev.sluice.plugins.retrieve;

import dev.sluice.api.Call;
import dev.sluice.api.Filter;
import dev.sluice.api.Reply;
import dev.sluice.api.prompt.Message;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.FakeEmbedder;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A filter over a real index named handbook, on the test's loop and in its time; the index writes on a thread of its own. */
final class Bench implements AutoCloseable {

    private final VirtualTime time = new VirtualTime();
    private final FakePluginContext context;
    private @Nullable Filter filter;

    Bench(Path folder, CollectionConfig collection) {
        this.context = new FakePluginContext(time)
                .withDataFolder(folder)
                .withEmbedder(new FakeEmbedder())
                .withCollections(Map.of("handbook", collection));
    }

    FakePluginContext context() {
        return context;
    }

    VirtualTime time() {
        return time;
    }

    Filter serve(RetrieveConfig config) {
        Filter made = settled(new RetrieveFactory().create(config, context));
        filter = made;
        return made;
    }

    /** Takes a document in. */
    void put(String id, String text) {
        settled(context.admin()
                .ask(
                        HttpMethod.PUT,
                        "/collections/{collection}/documents/{id}",
                        Map.of("collection", "handbook", "id", id),
                        "{\"text\":" + Json.encode(text) + "}"));
    }

    /** Asks a question; gives what has seen it. */
    ScriptedUpstream ask(String question) {
        ScriptedUpstream upstream = ScriptedUpstream.of(time, Script.says(List.of("Yes.")));
        reply(question, upstream);
        return upstream;
    }

    ScriptedUpstream ask(Call call) {
        ScriptedUpstream upstream = ScriptedUpstream.of(time, Script.says(List.of("Yes.")));
        reply(call, upstream);
        return upstream;
    }

    Reply reply(String question, ScriptedUpstream upstream) {
        return reply(FakeCalls.chat().whole(question), upstream);
    }

    private Reply reply(Call call, ScriptedUpstream upstream) {
        if (filter == null) {
            throw new IllegalStateException("serve first");
        }
        return settled(filter.apply(call, upstream));
    }

    /** All that was laid before the model. */
    String laid(ScriptedUpstream upstream) {
        return upstream.attempts().getFirst().call().prompt().messages().stream()
                .map(Message::text)
                .collect(Collectors.joining("\n"));
    }

    <T> T settled(Future<T> future) {
        return Settled.of(future, time);
    }

    @Override
    public void close() {
        settled(context.close());
    }
}
