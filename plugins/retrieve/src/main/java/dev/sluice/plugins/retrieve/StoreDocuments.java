package dev.sluice.plugins.retrieve;

import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.retrieve.Passage;
import dev.sluice.api.retrieve.Search;
import dev.sluice.plugins.retrieve.index.Access;
import dev.sluice.plugins.retrieve.index.Document;
import dev.sluice.plugins.retrieve.index.Question;
import dev.sluice.plugins.retrieve.stores.Documents;
import dev.sluice.plugins.retrieve.stores.Finding;
import dev.sluice.plugins.retrieve.stores.StoredFile;
import dev.sluice.plugins.retrieve.stores.UnwrittenException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The documents of a collection as vector stores know them: a document's id is a field, too, so that a search can be kept to some of them. */
final class StoreDocuments implements Documents {

    private static final String ID = "document";

    private static final Search.Fusion FUSION = new Search.Fusion(
            Question.Ranking.DEFAULT.candidates(),
            Question.Ranking.DEFAULT.constant(),
            Question.Ranking.DEFAULT.wordWeight(),
            Question.Ranking.DEFAULT.vectorWeight());

    private final OpenCollection collection;
    private final @Nullable Reranking reranking;
    private final PluginContext context;
    private final LuceneRetriever lucene;
    private final AskedVector vector;

    StoreDocuments(
            OpenCollection collection, @Nullable Reranking reranking, Duration vectorsWithin, PluginContext context) {
        this.collection = collection;
        this.reranking = reranking;
        this.context = context;
        this.vector = new AskedVector(collection.embedder(), collection.name(), vectorsWithin, context);
        this.lucene = new LuceneRetriever(
                collection.shelf(), collection.embedder() != null, UnaryOperator.identity(), context);
    }

    @Override
    public Future<@Nullable String> put(String id, StoredFile file, Buffer bytes) {
        Document document =
                new Document(id, file.name(), "", Map.of(ID, id), new Access(file.tenant(), Set.of()), null);
        return collection
                .intake()
                .put(new Incoming(document, file.name(), file.mediaType(), bytes.getBytes()))
                .<@Nullable String>map(report -> report.status() == Report.Status.FAILED ? report.message() : null)
                .recover(failure -> failure instanceof EmbeddingException
                        ? Future.succeededFuture(failure.getMessage())
                        : Future.failedFuture(failure));
    }

    @Override
    public Future<Void> remove(String id) {
        return collection
                .intake()
                .remove(id)
                .recover(failure -> Future.failedFuture(
                        failure instanceof IOException unwritten ? new UnwrittenException(unwritten) : failure))
                .mapEmpty();
    }

    @Override
    public Future<List<Passage>> find(String tenant, Set<String> ids, Finding.Wanted wanted) {
        Reranking order = wanted.rerank() ? reranking : null;
        int limit = order == null ? wanted.limit() : Math.max(wanted.limit(), order.candidates());
        return vector.of(wanted.text())
                .compose(made -> lucene.retrieve(new Search(
                        wanted.text(),
                        made.vector(),
                        Search.Asker.of(tenant, Map.of()),
                        List.of(new Search.Condition(ID, ids, null, null)),
                        FUSION,
                        limit)))
                .compose(found -> order == null
                        ? Future.succeededFuture(found)
                        : order.order(wanted.text(), found).map(Reranking.Ordered::passages))
                .map(found -> found.subList(0, Math.min(wanted.limit(), found.size())));
    }

    @Override
    public Future<List<String>> texts(String id) {
        return context.blocking(() -> collection.shelf().index().texts(id));
    }

    @Override
    public Future<List<String>> ids() {
        return context.blocking(() -> collection.shelf().index().ids(""));
    }

    @Override
    public Cut cut() {
        int tokens = collection.config().chunkTokens();
        return new Cut(tokens, (int) Math.round(tokens * collection.config().overlap()));
    }
}
