package dev.sluice.proxy.plugin;

import dev.sluice.api.embed.Embedder;
import dev.sluice.api.model.Models;
import dev.sluice.proxy.plugin.context.Commons;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What one generation has for all of its filters.
 *
 * @param models what is known of models
 * @param loader loads the embedder when it is first asked for
 * @param all what the config says of collections, by the record that a filter has for it
 */
record GenerationCommons(Models models, Supplier<Future<Embedder>> loader, Map<Class<?>, Map<String, Record>> all)
        implements Commons {

    @Override
    public Future<Embedder> embedder() {
        return loader.get();
    }

    @Override
    public <T extends Record> Map<String, T> collections(Class<T> type) {
        Map<String, T> typed = new LinkedHashMap<>();
        all.getOrDefault(type, Map.of()).forEach((name, collection) -> typed.put(name, type.cast(collection)));
        return typed;
    }
}
