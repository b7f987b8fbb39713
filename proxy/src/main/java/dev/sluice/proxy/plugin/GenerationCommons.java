package dev.sluice.proxy.plugin;

import dev.sluice.api.classify.Classifier;
import dev.sluice.api.embed.Embedder;
import dev.sluice.api.model.Models;
import dev.sluice.api.rerank.Reranker;
import dev.sluice.api.retrieve.Retriever;
import dev.sluice.proxy.plugin.context.Commons;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one generation has for the filters of one chain.
 *
 * @param models what is known of models
 * @param inUse has the embedder, the classifiers, the rerankers and the retrievers
 * @param chain how the config writes the chain, as a digest; empty outside a chain
 * @param all what the config says of collections, by the record that a filter has for it
 */
record GenerationCommons(Models models, ModelsInUse inUse, String chain, Map<Class<?>, Map<String, Record>> all)
        implements Commons {

    @Override
    public Future<Embedder> embedder() {
        return inUse.embedder();
    }

    @Override
    public Future<Classifier> classifier(String name) {
        return inUse.classifier(name);
    }

    @Override
    public Future<Reranker> reranker(String name) {
        return inUse.reranker(name);
    }

    @Override
    public Future<Retriever> retriever(String name) {
        return inUse.retriever(name);
    }

    @Override
    public <T extends Record> Map<String, T> collections(Class<T> type) {
        Map<String, T> typed = new LinkedHashMap<>();
        all.getOrDefault(type, Map.of()).forEach((name, collection) -> typed.put(name, type.cast(collection)));
        return typed;
    }
}
