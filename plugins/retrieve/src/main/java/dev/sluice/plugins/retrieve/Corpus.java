package dev.sluice.plugins.retrieve;

import dev.sluice.api.embed.Embedder;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.retrieve.Retriever;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * What a filter searches: a collection in the process, or what a retriever of another plugin finds.
 *
 * @param name as the config names it
 * @param retriever searches it
 * @param embedder makes the vectors of questions; null where it is searched by words alone
 * @param shelf the collection's; null where it is another's
 */
record Corpus(
        String name,
        Retriever retriever,
        @Nullable Embedder embedder,
        @Nullable Shelf shelf) {

    /** A collection of this file, searched as a filter's config says. */
    static Corpus of(OpenCollection collection, RetrieveConfig.RankingSettings ranking, PluginContext context) {
        Retriever lucene =
                new LuceneRetriever(collection.shelf(), collection.embedder() != null, ranking::complete, context);
        return new Corpus(collection.name(), lucene, collection.embedder(), collection.shelf());
    }

    /** What another plugin finds. */
    static Future<Corpus> elsewhere(String name, PluginContext context) {
        return context.retriever(name)
                .compose(retriever ->
                        embedder(retriever, context).map(embedder -> new Corpus(name, retriever, embedder, null)));
    }

    private static Future<@Nullable Embedder> embedder(Retriever retriever, PluginContext context) {
        return retriever.comparesVectors() ? context.embedder().map(embedder -> embedder) : Future.succeededFuture();
    }

    /** Whether an answer may lack what lies in a watched folder, or is published elsewhere. */
    boolean isBehind() {
        return shelf != null && shelf.isBehind();
    }
}
