package dev.sluice.proxy.plugin.context;

import dev.sluice.api.classify.Classifier;
import dev.sluice.api.embed.Embedder;
import dev.sluice.api.model.Models;
import dev.sluice.api.rerank.Reranker;
import dev.sluice.api.retrieve.Retriever;
import io.vertx.core.Future;
import java.util.Map;

/** What a generation has for its filters. */
public interface Commons {

    /**
     * What is known of models.
     *
     * @return those of the generation
     */
    Models models();

    /**
     * The embedder that all filters share.
     *
     * @return loaded when first asked for
     */
    Future<Embedder> embedder();

    /**
     * A classifier that all filters share.
     *
     * @param name in the config
     * @return made when first asked for
     */
    Future<Classifier> classifier(String name);

    /**
     * A reranker that all filters share.
     *
     * @param name in the config
     * @return made when first asked for
     */
    Future<Reranker> reranker(String name);

    /**
     * A retriever that all filters share.
     *
     * @param name in the config
     * @return made when first asked for
     */
    Future<Retriever> retriever(String name);

    /**
     * What the config says of collections of documents.
     *
     * @param type the record that a plugin has for it
     * @param <T> that type
     * @return by name
     */
    <T extends Record> Map<String, T> collections(Class<T> type);

    /**
     * The chain that the filter stands in.
     *
     * @return a digest of how the config writes it; empty outside a chain
     */
    String chain();

    /**
     * Of those who have nothing but models in common.
     *
     * @param models what is known of them
     * @return without an embedder, classifiers, rerankers, retrievers and collections
     */
    static Commons of(Models models) {
        return new Commons() {
            @Override
            public Models models() {
                return models;
            }

            @Override
            public Future<Embedder> embedder() {
                return Future.failedFuture(new IllegalStateException("Expected a filter that asks for the embedder."));
            }

            @Override
            public Future<Classifier> classifier(String name) {
                return Future.failedFuture(new IllegalStateException("Expected a filter that asks for a classifier."));
            }

            @Override
            public Future<Reranker> reranker(String name) {
                return Future.failedFuture(new IllegalStateException("Expected a filter that asks for a reranker."));
            }

            @Override
            public Future<Retriever> retriever(String name) {
                return Future.failedFuture(new IllegalStateException("Expected a filter that asks for a retriever."));
            }

            @Override
            public <T extends Record> Map<String, T> collections(Class<T> type) {
                return Map.of();
            }

            @Override
            public String chain() {
                return "";
            }
        };
    }
}
