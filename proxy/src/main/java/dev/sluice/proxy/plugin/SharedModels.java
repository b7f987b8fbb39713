package dev.sluice.proxy.plugin;

import dev.sluice.api.classify.Classifier;
import dev.sluice.api.classify.ClassifierFactory;
import dev.sluice.api.embed.Embedder;
import dev.sluice.api.embed.EmbedderFactory;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.rerank.Reranker;
import dev.sluice.api.rerank.RerankerFactory;
import dev.sluice.api.retrieve.Retriever;
import dev.sluice.api.retrieve.RetrieverFactory;
import dev.sluice.proxy.model.ModelBook;
import dev.sluice.proxy.plugin.classify.ClassifierQueue;
import dev.sluice.proxy.plugin.context.Commons;
import dev.sluice.proxy.plugin.context.HostPluginContext;
import dev.sluice.proxy.plugin.context.Owner;
import dev.sluice.proxy.plugin.context.PluginHost;
import dev.sluice.proxy.plugin.embed.EmbeddingQueue;
import dev.sluice.proxy.plugin.rerank.RerankerQueue;
import dev.sluice.proxy.plugin.retrieve.RetrieverQueue;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;

/**
 * The models of one kind that are loaded, each once for as many generations as use it with an equal config.
 *
 * @param <F> what plugins make them by
 * @param <M> the models
 */
final class SharedModels<F, M> {

    private final PluginHost host;
    private final Opening<F, M> opening;
    private final Map<Choice<F>, Loaded<M>> loaded = new HashMap<>();

    private SharedModels(PluginHost host, Opening<F, M> opening) {
        this.host = host;
        this.opening = opening;
    }

    static SharedModels<EmbedderFactory<?>, Embedder> embedders(PluginHost host) {
        return new SharedModels<>(
                host,
                (factory, config, context) ->
                        embedder(factory, config, context).map(made -> new EmbeddingQueue(made, host.timers())));
    }

    static SharedModels<ClassifierFactory<?>, Classifier> classifiers(PluginHost host) {
        return new SharedModels<>(
                host,
                (factory, config, context) ->
                        classifier(factory, config, context).map(made -> new ClassifierQueue(made, host.timers())));
    }

    static SharedModels<RerankerFactory<?>, Reranker> rerankers(PluginHost host) {
        return new SharedModels<>(
                host,
                (factory, config, context) ->
                        reranker(factory, config, context).map(made -> new RerankerQueue(made, host.timers())));
    }

    static SharedModels<RetrieverFactory<?>, Retriever> retrievers(PluginHost host) {
        return new SharedModels<>(
                host,
                (factory, config, context) ->
                        retriever(factory, config, context).map(made -> new RetrieverQueue(made, host.timers())));
    }

    /**
     * A plugin's factory with a config.
     *
     * @param factory makes the model; the same object for all generations that share the plugin
     * @param config of the factory's config type
     */
    record Choice<F>(PluginExtension<F> factory, Object config) {}

    /** Makes a model. */
    @FunctionalInterface
    private interface Opening<F, M> {
        Future<M> open(F factory, Object config, PluginContext context);
    }

    /** Loads a model, unless it is loaded; to be {@linkplain #release released}, even if it could not be. */
    synchronized Future<M> acquire(Choice<F> choice) {
        Loaded<M> model = loaded.computeIfAbsent(choice, this::load);
        model.users++;
        return model.model;
    }

    /** One user less; the last has it closed. Blocks. */
    void release(Choice<F> choice) {
        HostPluginContext closing = null;
        synchronized (this) {
            Loaded<M> model = loaded.get(choice);
            if (model != null && --model.users == 0) {
                loaded.remove(choice);
                closing = model.context;
            }
        }
        if (closing != null) {
            closing.close();
        }
    }

    private Loaded<M> load(Choice<F> choice) {
        LoadedPlugin plugin = choice.factory().plugin();
        Owner owner = new Owner(plugin.info().id(), choice.factory().name(), plugin.classLoader());
        HostPluginContext context = new HostPluginContext(owner, host, Commons.of(ModelBook.EMPTY));
        Future<M> model = context.blocking(() ->
                        choice.factory().use(doing(choice), factory -> opening.open(factory, choice.config(), context)))
                .compose(made -> made)
                .recover(failure -> Future.failedFuture(explained(choice, failure)));
        return new Loaded<>(context, model);
    }

    private static <C> Future<Embedder> embedder(EmbedderFactory<C> factory, Object config, PluginContext context) {
        return factory.create(factory.configType().cast(config), context);
    }

    private static <C> Future<Classifier> classifier(
            ClassifierFactory<C> factory, Object config, PluginContext context) {
        return factory.create(factory.configType().cast(config), context);
    }

    private static <C> Future<Reranker> reranker(RerankerFactory<C> factory, Object config, PluginContext context) {
        return factory.create(factory.configType().cast(config), context);
    }

    private static <C> Future<Retriever> retriever(RetrieverFactory<C> factory, Object config, PluginContext context) {
        return factory.create(factory.configType().cast(config), context);
    }

    private static <F> PluginException explained(Choice<F> choice, Throwable failure) {
        return failure instanceof PluginException known
                ? known
                : choice.factory()
                        .plugin()
                        .failure(doing(choice) + " " + choice.factory().name(), failure);
    }

    private static String doing(Choice<?> choice) {
        return "load the " + choice.factory().type().word();
    }

    private static final class Loaded<M> {

        private final HostPluginContext context;
        private final Future<M> model;
        private int users;

        Loaded(HostPluginContext context, Future<M> model) {
            this.context = context;
            this.model = model;
        }
    }
}
