package dev.sluice.plugins.retrieve;

import dev.sluice.api.embed.Embedder;
import dev.sluice.api.embed.Embedder.Purpose;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.plugins.retrieve.index.Access;
import dev.sluice.plugins.retrieve.index.Document;
import dev.sluice.plugins.retrieve.index.Hit;
import dev.sluice.plugins.retrieve.index.Question;
import dev.sluice.plugins.retrieve.index.Question.Asker;
import dev.sluice.plugins.retrieve.stores.Documents;
import dev.sluice.plugins.retrieve.stores.StoredFile;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The documents of a collection as vector stores know them: a document's id is a field, too, so that a search can be kept to some of them. */
record StoreDocuments(OpenCollection collection, PluginContext context) implements Documents {

    private static final String ID = "document";

    @Override
    public Future<@Nullable String> put(String id, StoredFile file, Buffer bytes) {
        Document document =
                new Document(id, file.name(), "", Map.of(ID, id), new Access(file.tenant(), Set.of()), null);
        return collection
                .intake()
                .put(new Incoming(document, file.name(), file.mediaType(), bytes))
                .map(report -> report.status() == Report.Status.FAILED ? report.message() : null);
    }

    @Override
    public Future<Void> remove(String id) {
        return collection.intake().remove(id).mapEmpty();
    }

    @Override
    public Future<List<Hit>> find(String question, String tenant, Set<String> ids, int limit) {
        return vector(question)
                .compose(vector -> context.blocking(() -> collection
                        .shelf()
                        .search(
                                new Question(
                                        question,
                                        vector,
                                        Asker.of(tenant, Map.of()),
                                        List.of(new Question.Filter(ID, ids, null, null)),
                                        Question.Ranking.DEFAULT,
                                        limit),
                                context.timers().now())));
    }

    private Future<float @Nullable []> vector(String text) {
        Embedder embedder = collection.embedder();
        return embedder == null
                ? Future.succeededFuture()
                : embedder.embed(Purpose.QUERY, List.of(text)).map(List::getFirst);
    }

    @Override
    public Cut cut() {
        int tokens = collection.config().chunkTokens();
        return new Cut(tokens, (int) Math.round(tokens * collection.config().overlap()));
    }
}
