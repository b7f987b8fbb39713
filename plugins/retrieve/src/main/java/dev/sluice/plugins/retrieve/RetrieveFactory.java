package dev.sluice.plugins.retrieve;

import dev.sluice.api.Filter;
import dev.sluice.api.FilterFactory;
import dev.sluice.api.embed.Embedder;
import dev.sluice.api.plugin.CheckContext;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.plugins.retrieve.ground.Checking;
import dev.sluice.plugins.retrieve.ingest.DocumentReader;
import dev.sluice.plugins.retrieve.ingest.Extractor;
import dev.sluice.plugins.retrieve.ingest.TikaExtractor;
import io.vertx.core.Future;
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
        Map<String, CollectionConfig> collections = context.collections(CollectionConfig.class);
        if (!collections.containsKey(config.collection())) {
            context.problem("collection", unknown(config.collection(), collections.keySet()));
        }
    }

    private static String unknown(String name, Set<String> known) {
        return "expected a collection of this file (" + (known.isEmpty() ? "it has none" : String.join(", ", known))
                + "), found '" + name + "': add it below collections, or correct its name";
    }

    @Override
    public Future<Filter> create(RetrieveConfig config, PluginContext context) {
        Map<String, CollectionConfig> collections = context.collections(CollectionConfig.class);
        CollectionConfig collection = collections.get(config.collection());
        if (collection == null) {
            return Future.failedFuture(
                    new IllegalArgumentException(unknown(config.collection(), collections.keySet())));
        }
        return embedder(collection, context)
                .compose(embedder -> context.blocking(() -> {
                    Shelf shelf = library.acquire(
                            context.dataFolder().resolve(config.collection()),
                            collection.spec(embedder == null ? null : embedder.model()));
                    context.onClose(() -> context.blocking(() -> {
                        library.release(shelf);
                        return null;
                    }));
                    return filter(config, collection, shelf, embedder, context);
                }));
    }

    private static Filter filter(
            RetrieveConfig config,
            CollectionConfig collection,
            Shelf shelf,
            @Nullable Embedder embedder,
            PluginContext context) {
        Extractor extractor =
                new TikaExtractor(collection.readTimeout(), collection.maxText().bytes());
        DocumentReader reader = new DocumentReader(collection.maxDocument(), collection.maxText(), extractor);
        Intake intake = new Intake(shelf, collection, reader, embedder, context);
        new CollectionEndpoints(config.collection(), collection, shelf, intake, context).serve();
        if (collection.watch() != null) {
            FolderSync.start(collection.watch(), collection, shelf, intake, context);
        }
        return new RetrieveFilter(
                config,
                new Searching(config, shelf, embedder, context),
                checking(config.grounding(), context),
                context);
    }

    private static Future<@Nullable Embedder> embedder(CollectionConfig collection, PluginContext context) {
        return collection.vectors() == CollectionConfig.Vectors.NONE
                ? Future.succeededFuture()
                : context.embedder().map(embedder -> embedder);
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
