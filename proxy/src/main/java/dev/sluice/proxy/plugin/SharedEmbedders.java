package dev.sluice.proxy.plugin;

import dev.sluice.api.embed.Embedder;
import dev.sluice.api.embed.EmbedderFactory;
import dev.sluice.proxy.model.ModelBook;
import dev.sluice.proxy.plugin.context.Commons;
import dev.sluice.proxy.plugin.context.HostPluginContext;
import dev.sluice.proxy.plugin.context.Owner;
import dev.sluice.proxy.plugin.context.PluginHost;
import dev.sluice.proxy.plugin.embed.EmbeddingQueue;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;

/** The models that are loaded, each once for as many generations as use it with an equal config. */
final class SharedEmbedders {

    private final PluginHost host;
    private final Map<Choice, Loaded> loaded = new HashMap<>();

    SharedEmbedders(PluginHost host) {
        this.host = host;
    }

    /**
     * A plugin's embedder with its config.
     *
     * @param factory makes it; the same object for all generations that share the plugin
     * @param config of the factory's config type
     */
    record Choice(PluginExtension<EmbedderFactory<?>> factory, Object config) {}

    /** Loads a model, unless it is loaded; to be {@linkplain #release released}, even if it could not be. */
    synchronized Future<Embedder> acquire(Choice choice) {
        Loaded model = loaded.computeIfAbsent(choice, this::load);
        model.users++;
        return model.embedder;
    }

    /** One user less; the last has it closed. Blocks. */
    void release(Choice choice) {
        HostPluginContext closing = null;
        synchronized (this) {
            Loaded model = loaded.get(choice);
            if (model != null && --model.users == 0) {
                loaded.remove(choice);
                closing = model.context;
            }
        }
        if (closing != null) {
            closing.close();
        }
    }

    private Loaded load(Choice choice) {
        LoadedPlugin plugin = choice.factory().plugin();
        Owner owner = new Owner(plugin.info().id(), choice.factory().name(), plugin.classLoader());
        HostPluginContext context = new HostPluginContext(owner, host, Commons.of(ModelBook.EMPTY));
        Future<Embedder> embedder = context.blocking(
                        () -> choice.factory().use("load the embedder", factory -> create(factory, choice, context)))
                .compose(made -> made)
                .map(made -> (Embedder) new EmbeddingQueue(made, host.timers()))
                .recover(failure -> Future.failedFuture(explained(choice, failure)));
        return new Loaded(context, embedder);
    }

    private static <C> Future<Embedder> create(EmbedderFactory<C> factory, Choice choice, HostPluginContext context) {
        return factory.create(factory.configType().cast(choice.config()), context);
    }

    private static PluginException explained(Choice choice, Throwable failure) {
        return failure instanceof PluginException known
                ? known
                : choice.factory()
                        .plugin()
                        .failure("load the embedder " + choice.factory().name(), failure);
    }

    private static final class Loaded {

        private final HostPluginContext context;
        private final Future<Embedder> embedder;
        private int users;

        Loaded(HostPluginContext context, Future<Embedder> embedder) {
            this.context = context;
            this.embedder = embedder;
        }
    }
}
