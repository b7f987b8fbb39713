package dev.sluice.proxy.plugin;

import dev.sluice.api.FilterFactory;
import dev.sluice.api.admin.CommandFactory;
import dev.sluice.api.classify.ClassifierFactory;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.embed.EmbedderFactory;
import dev.sluice.api.rerank.RerankerFactory;
import dev.sluice.api.retrieve.RetrieverFactory;
import java.util.List;
import java.util.function.Function;

/**
 * A kind of thing that plugins bring, each under a name that is unique among all plugins.
 *
 * @param word what people call it, such as {@code filter}
 * @param type the extension point
 * @param name reads an extension's name
 * @param <T> the extension point
 */
public record ExtensionType<T>(String word, Class<T> type, Function<T, String> name) {

    /** Filters. */
    @SuppressWarnings("unchecked") // A factory of any config is what the class stands for.
    public static final ExtensionType<FilterFactory<?>> FILTER = new ExtensionType<>(
            "filter", (Class<FilterFactory<?>>) (Class<?>) FilterFactory.class, FilterFactory::name);

    /** Dialects. */
    public static final ExtensionType<Dialect> DIALECT = new ExtensionType<>("dialect", Dialect.class, Dialect::name);

    /** Embedders. */
    @SuppressWarnings("unchecked") // A factory of any config is what the class stands for.
    public static final ExtensionType<EmbedderFactory<?>> EMBEDDER = new ExtensionType<>(
            "embedder", (Class<EmbedderFactory<?>>) (Class<?>) EmbedderFactory.class, EmbedderFactory::name);

    /** Classifiers. */
    @SuppressWarnings("unchecked") // A factory of any config is what the class stands for.
    public static final ExtensionType<ClassifierFactory<?>> CLASSIFIER = new ExtensionType<>(
            "classifier", (Class<ClassifierFactory<?>>) (Class<?>) ClassifierFactory.class, ClassifierFactory::name);

    /** Rerankers. */
    @SuppressWarnings("unchecked") // A factory of any config is what the class stands for.
    public static final ExtensionType<RerankerFactory<?>> RERANKER = new ExtensionType<>(
            "reranker", (Class<RerankerFactory<?>>) (Class<?>) RerankerFactory.class, RerankerFactory::name);

    /** Retrievers. */
    @SuppressWarnings("unchecked") // A factory of any config is what the class stands for.
    public static final ExtensionType<RetrieverFactory<?>> RETRIEVER = new ExtensionType<>(
            "retriever", (Class<RetrieverFactory<?>>) (Class<?>) RetrieverFactory.class, RetrieverFactory::name);

    /** Commands of {@code bin/sluice}. */
    public static final ExtensionType<CommandFactory> COMMAND =
            new ExtensionType<>("command", CommandFactory.class, CommandFactory::name);

    /** All that this host makes use of. */
    public static final List<ExtensionType<?>> ALL =
            List.of(FILTER, DIALECT, EMBEDDER, CLASSIFIER, RERANKER, RETRIEVER, COMMAND);

    /**
     * Whether an object is one.
     *
     * @param extension made of a class that a plugin lists
     */
    boolean fits(Object extension) {
        return type.isInstance(extension);
    }

    /** The name of an extension that {@linkplain #fits fits}. */
    String nameOf(Object extension) {
        return name.apply(type.cast(extension));
    }
}
