package dev.sluice.plugins.retrieve;

import dev.sluice.api.embed.Embedder;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.plugins.retrieve.ingest.DocumentReader;
import dev.sluice.plugins.retrieve.ingest.TikaExtractor;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One collection, open: for a filter of a process that serves, or for a command of one that does not.
 *
 * @param name as the config names it
 * @param config what the config says of it
 * @param shelf its index; released when the context that it was opened in is closed
 * @param embedder null where its vectors are {@code none}
 * @param intake takes documents in
 */
record OpenCollection(
        String name,
        CollectionConfig config,
        Shelf shelf,
        @Nullable Embedder embedder,
        Intake intake) {

    /** Opens the collection of a name; fails with what to do if there is none, or its index is of another kind. */
    static Future<OpenCollection> open(String name, Library library, PluginContext context) {
        CollectionConfig config;
        try {
            config = config(name, context);
        } catch (IllegalArgumentException e) {
            return Future.failedFuture(e);
        }
        return embedder(config, context)
                .compose(embedder -> context.blocking(() -> opened(name, config, embedder, library, context)));
    }

    /** Throws if there is none of that name; says which there are. */
    static CollectionConfig config(String name, PluginContext context) {
        Map<String, CollectionConfig> all = context.collections(CollectionConfig.class);
        CollectionConfig config = all.get(name);
        if (config == null) {
            throw new IllegalArgumentException(unknown(name, all.keySet()));
        }
        return config;
    }

    static String unknown(String name, Set<String> known) {
        return "expected a collection of this file (" + (known.isEmpty() ? "it has none" : String.join(", ", known))
                + "), found '" + name + "': add it below collections, or correct its name";
    }

    static Future<@Nullable Embedder> embedder(CollectionConfig config, PluginContext context) {
        return config.vectors() == CollectionConfig.Vectors.NONE
                ? Future.succeededFuture()
                : context.embedder().map(embedder -> embedder);
    }

    private static OpenCollection opened(
            String name, CollectionConfig config, @Nullable Embedder embedder, Library library, PluginContext context)
            throws IOException {
        Shelf shelf = library.acquire(
                context.dataFolder().resolve(name), config.spec(embedder == null ? null : embedder.model()), config);
        context.onClose(() -> context.blocking(() -> {
            library.release(shelf);
            return null;
        }));
        if (config.isShared()) {
            new Sharing(shelf.index(), name, config.shareEvery(), context).next();
        }
        DocumentReader reader = new DocumentReader(
                config.largest(),
                new TikaExtractor(config.readTimeout(), config.maxText().bytes()));
        return new OpenCollection(name, config, shelf, embedder, new Intake(shelf, config, reader, embedder, context));
    }
}
