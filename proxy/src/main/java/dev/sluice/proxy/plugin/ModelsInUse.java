package dev.sluice.proxy.plugin;

import dev.sluice.api.classify.Classifier;
import dev.sluice.api.classify.ClassifierFactory;
import dev.sluice.api.embed.Embedder;
import dev.sluice.api.embed.EmbedderFactory;
import dev.sluice.api.rerank.Reranker;
import dev.sluice.api.rerank.RerankerFactory;
import dev.sluice.api.retrieve.Retriever;
import dev.sluice.api.retrieve.RetrieverFactory;
import dev.sluice.proxy.plugin.context.PluginHost;
import io.vertx.core.Future;

/**
 * What the filters of one generation have models from.
 *
 * @param embedders the embedder, under the name {@value #ONLY}
 * @param classifiers by their names in the config
 * @param rerankers by their names in the config
 * @param retrievers by their names in the config
 */
record ModelsInUse(
        GenerationModels<EmbedderFactory<?>, Embedder> embedders,
        GenerationModels<ClassifierFactory<?>, Classifier> classifiers,
        GenerationModels<RerankerFactory<?>, Reranker> rerankers,
        GenerationModels<RetrieverFactory<?>, Retriever> retrievers) {

    private static final String ONLY = "";

    /** What all generations share. */
    record Pool(
            SharedModels<EmbedderFactory<?>, Embedder> embedders,
            SharedModels<ClassifierFactory<?>, Classifier> classifiers,
            SharedModels<RerankerFactory<?>, Reranker> rerankers,
            SharedModels<RetrieverFactory<?>, Retriever> retrievers) {

        static Pool of(PluginHost host) {
            return new Pool(
                    SharedModels.embedders(host),
                    SharedModels.classifiers(host),
                    SharedModels.rerankers(host),
                    SharedModels.retrievers(host));
        }

        ModelsInUse forGeneration() {
            return new ModelsInUse(
                    new GenerationModels<>(
                            embedders,
                            name -> "Expected an embedder, found none: put the jar of one into the plugins folder"
                                    + " (sluice-embed-onnx brings minilm), or name one below 'embedder' in the config."),
                    new GenerationModels<>(
                            classifiers,
                            name -> "Expected a classifier '" + name + "', found none of that name: add it below"
                                    + " 'classifiers' in the config."),
                    new GenerationModels<>(
                            rerankers,
                            name -> "Expected a reranker '" + name + "', found none of that name: add it below"
                                    + " 'rerankers' in the config."),
                    new GenerationModels<>(
                            retrievers,
                            name -> "Expected a retriever '" + name + "', found none of that name: add it below"
                                    + " 'retrievers' in the config."));
        }
    }

    void embedWith(PluginExtension<EmbedderFactory<?>> factory, Object config) {
        embedders.choose(ONLY, new SharedModels.Choice<>(factory, config));
    }

    void classifyWith(String name, PluginExtension<ClassifierFactory<?>> factory, Object config) {
        classifiers.choose(name, new SharedModels.Choice<>(factory, config));
    }

    void rerankWith(String name, PluginExtension<RerankerFactory<?>> factory, Object config) {
        rerankers.choose(name, new SharedModels.Choice<>(factory, config));
    }

    void retrieveWith(String name, PluginExtension<RetrieverFactory<?>> factory, Object config) {
        retrievers.choose(name, new SharedModels.Choice<>(factory, config));
    }

    Future<Embedder> embedder() {
        return embedders.get(ONLY);
    }

    Future<Classifier> classifier(String name) {
        return classifiers.get(name);
    }

    Future<Reranker> reranker(String name) {
        return rerankers.get(name);
    }

    Future<Retriever> retriever(String name) {
        return retrievers.get(name);
    }

    /** Blocks; called once, when the last filter is closed. */
    void release() {
        embedders.release();
        classifiers.release();
        rerankers.release();
        retrievers.release();
    }
}
