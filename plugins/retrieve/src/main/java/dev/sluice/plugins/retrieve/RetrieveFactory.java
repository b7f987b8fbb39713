package dev.sluice.plugins.retrieve;

import dev.sluice.api.Filter;
import dev.sluice.api.FilterFactory;
import dev.sluice.api.plugin.CheckContext;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.plugins.retrieve.ground.Checking;
import io.vertx.core.Future;
import java.nio.file.Path;
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
        Set<String> known = context.collections(CollectionConfig.class).keySet();
        if (!known.contains(config.collection())) {
            context.problem("collection", OpenCollection.unknown(config.collection(), known));
        }
        if (config.rerank() != null) {
            context.reranker("rerank.by", config.rerank().by());
        }
    }

    @Override
    public Future<Filter> create(RetrieveConfig config, PluginContext context) {
        return reranking(config.rerank(), context)
                .compose(reranking -> OpenCollection.open(config.collection(), library, context)
                        .compose(collection -> watched(collection, context)
                                .map(ready -> filter(config, collection, reranking, context))));
    }

    private static Future<@Nullable Reranking> reranking(
            RetrieveConfig.@Nullable RerankSettings settings, PluginContext context) {
        return settings == null
                ? Future.succeededFuture()
                : context.reranker(settings.by()).map(reranker -> new Reranking(settings, reranker, context));
    }

    private static Future<Void> watched(OpenCollection collection, PluginContext context) {
        Path folder = collection.config().watch();
        return folder == null ? Future.succeededFuture() : FolderSync.start(folder, collection, context);
    }

    private static Filter filter(
            RetrieveConfig config, OpenCollection collection, @Nullable Reranking reranking, PluginContext context) {
        new CollectionEndpoints(collection, context).serve();
        return new RetrieveFilter(
                config,
                new Searching(config, collection, reranking, context),
                checking(config.grounding(), context),
                context);
    }

    private static @Nullable Checking checking(RetrieveConfig.GroundingSettings settings, PluginContext context) {
        return switch (settings.policy()) {
            case OFF -> null;
            case LABEL -> new Checking(new Checking.Policy(settings.threshold(), "", false), context);
            case NOTICE -> new Checking(new Checking.Policy(settings.threshold(), settings.notice(), false), context);
            case BLOCK -> new Checking(new Checking.Policy(settings.threshold(), "", true), context);
        };
    }
}
