package dev.sluice.plugins.retrieve;

import dev.sluice.api.Filter;
import dev.sluice.api.FilterFactory;
import dev.sluice.api.embed.Embedder;
import dev.sluice.api.plugin.CheckContext;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.plugins.retrieve.ground.Checking;
import dev.sluice.plugins.retrieve.ground.Meaning;
import io.vertx.core.Future;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pf4j.Extension;

/** Makes {@link RetrieveFilter}s, and holds the indexes that are open. */
@Extension
public final class RetrieveFactory implements FilterFactory<RetrieveConfig> {

    private final Library library = new Library();

    @Override
    public String name() {
        return RetrieveFilter.NAME;
    }

    @Override
    public Class<RetrieveConfig> configType() {
        return RetrieveConfig.class;
    }

    @Override
    public Class<? extends Record> collectionType() {
        return CollectionConfig.class;
    }

    /** What a caller may find depends on who it is. */
    @Override
    public Set<String> mustFollow() {
        return Set.of("access");
    }

    @Override
    public void check(RetrieveConfig config, CheckContext context) {
        if (config.collection() != null) {
            Map<String, CollectionConfig> known = context.collections(CollectionConfig.class);
            CollectionConfig collection = known.get(config.collection());
            if (collection == null) {
                context.problem("collection", OpenCollection.unknown(config.collection(), known.keySet()));
            } else {
                checkHere(config, collection, context);
            }
        }
        if (config.retriever() != null) {
            checkElsewhere(config.retriever(), config, context);
        }
        if (config.rerank() != null) {
            context.reranker("rerank.by", config.rerank().by());
        }
    }

    private static void checkHere(RetrieveConfig config, CollectionConfig collection, CheckContext context) {
        if (collection.watch() != null) {
            checkWatched(config.source(), collection.watch(), context);
        }
        if (collection.vectors() == CollectionConfig.Vectors.NONE
                && config.ranking().words() == 0) {
            context.problem(
                    "ranking",
                    "expected words above 0, since the collection '" + config.source()
                            + "' has no vectors (vectors: none), found 0: nothing would be found");
        }
    }

    private static void checkWatched(String name, Path folder, CheckContext context) {
        if (!Files.isDirectory(folder)) {
            context.problem(
                    "collection",
                    "expected a folder to watch for '" + name + "' at " + folder.toAbsolutePath() + ", found "
                            + (Files.exists(folder) ? "a file" : "none") + ": make it, or correct its name");
        }
    }

    /** What only an index in the process can do is not silently left undone. */
    private static void checkElsewhere(String retriever, RetrieveConfig config, CheckContext context) {
        context.retriever("retriever", retriever);
        if (config.query() == RetrieveConfig.Query.CONDENSED) {
            context.problem(
                    "query",
                    "expected last-turn or conversation beside a retriever, found condensed: that needs a collection");
        }
        if (config.ranking().isOwn()) {
            context.problem(
                    "ranking",
                    "expected neither diversity nor recency beside a retriever: these need a collection of this file");
        }
    }

    @Override
    public Future<Filter> create(RetrieveConfig config, PluginContext context) {
        return corpus(config, context)
                .compose(corpus -> Reranking.of(config.rerank(), context)
                        .map(reranking -> filter(config, corpus, reranking, context)));
    }

    private Future<Corpus> corpus(RetrieveConfig config, PluginContext context) {
        return config.collection() == null
                ? Corpus.elsewhere(config.source(), context)
                : OpenCollection.open(config.collection(), library, context)
                        .compose(collection -> watched(collection, context).map(ready -> {
                            new CollectionEndpoints(collection, library::serves, context).serve();
                            return Corpus.of(collection, config.ranking(), context);
                        }));
    }

    private static Future<Void> watched(OpenCollection collection, PluginContext context) {
        Path folder = collection.config().watch();
        return folder == null ? Future.succeededFuture() : FolderSync.start(folder, collection, context);
    }

    private static Filter filter(
            RetrieveConfig config, Corpus corpus, @Nullable Reranking reranking, PluginContext context) {
        return new RetrieveFilter(
                config,
                new Searching(config, corpus, reranking, context),
                checking(config.grounding(), corpus, context),
                context);
    }

    private static @Nullable Checking checking(
            RetrieveConfig.GroundingSettings settings, Corpus corpus, PluginContext context) {
        Checking.Policy policy = policy(settings);
        return policy == null ? null : new Checking(policy, meaning(settings, corpus, context), context);
    }

    private static Checking.@Nullable Policy policy(RetrieveConfig.GroundingSettings settings) {
        return switch (settings.policy()) {
            case OFF -> null;
            case LABEL -> new Checking.Policy(settings.threshold(), "", false, false);
            case NOTICE -> new Checking.Policy(settings.threshold(), settings.notice(), false, false);
            case ASK_AGAIN -> new Checking.Policy(settings.threshold(), settings.notice(), false, true);
            case BLOCK -> new Checking.Policy(settings.threshold(), "", true, false);
        };
    }

    private static @Nullable Meaning meaning(
            RetrieveConfig.GroundingSettings settings, Corpus corpus, PluginContext context) {
        Embedder embedder = settings.vectors() ? corpus.embedder() : null;
        return embedder == null ? null : new Meaning(embedder, corpus.name(), settings.vectorsWithin(), context);
    }
}
