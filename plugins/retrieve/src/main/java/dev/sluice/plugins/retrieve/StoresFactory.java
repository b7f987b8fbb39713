package dev.sluice.plugins.retrieve;

import dev.sluice.api.Filter;
import dev.sluice.api.FilterFactory;
import dev.sluice.api.plugin.CheckContext;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.plugins.retrieve.stores.Registry;
import dev.sluice.plugins.retrieve.stores.VectorStores;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pf4j.Extension;

/** Makes {@link StoresFilter}s, and holds what they know of stores, which generations share. */
@Extension
public final class StoresFactory implements FilterFactory<StoresConfig> {

    private final Library library = new Library();
    private final Map<Path, Registry> registries = new HashMap<>();

    @Override
    public String name() {
        return StoresFilter.NAME;
    }

    @Override
    public Class<StoresConfig> configType() {
        return StoresConfig.class;
    }

    @Override
    public Class<? extends Record> collectionType() {
        return CollectionConfig.class;
    }

    /** Whose stores they are depends on who it is. */
    @Override
    public Set<String> mustFollow() {
        return Set.of("access");
    }

    @Override
    public void check(StoresConfig config, CheckContext context) {
        Map<String, CollectionConfig> known = context.collections(CollectionConfig.class);
        CollectionConfig collection = known.get(config.collection());
        if (collection == null) {
            context.problem("collection", OpenCollection.unknown(config.collection(), known.keySet()));
        } else if (collection.isShared()) {
            context.problem(
                    "collection",
                    "expected a collection of this process alone, found one that is published or follows: name another");
        } else if (collection.maxDocument().bytes() < config.maxFile().bytes()) {
            context.problem(
                    "max-file",
                    "expected at most the max-document of the collection, " + collection.maxDocument() + ", found "
                            + config.maxFile());
        }
        if (config.rerank() != null) {
            context.reranker("rerank.by", config.rerank().by());
        }
    }

    @Override
    public Future<Filter> create(StoresConfig config, PluginContext context) {
        return Reranking.of(config.rerank(), context)
                .compose(reranking -> OpenCollection.open(config.collection(), library, context)
                        .compose(collection -> context.blocking(() -> filter(config, collection, reranking, context))));
    }

    private Filter filter(
            StoresConfig config, OpenCollection collection, @Nullable Reranking reranking, PluginContext context)
            throws IOException {
        Registry registry = registry(context.dataFolder().resolve(config.collection() + ".stores"));
        StoreDocuments documents = new StoreDocuments(collection, reranking, config.vectorsWithin(), context);
        VectorStores stores = new VectorStores(registry, documents, config.limits(), context);
        return new StoresFilter(stores, new FileSearch(config, collection, stores.finding(), context));
    }

    /** Kept in memory for as long as the plugin is: what two of them knew would differ. */
    private synchronized Registry registry(Path folder) throws IOException {
        Registry known = registries.get(folder);
        if (known == null) {
            known = Registry.open(folder);
            registries.put(folder, known);
        }
        return known;
    }
}
