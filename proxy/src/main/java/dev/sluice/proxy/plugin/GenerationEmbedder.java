package dev.sluice.proxy.plugin;

import dev.sluice.api.embed.Embedder;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** What the filters of one generation embed with: chosen by its config, loaded when the first of them asks. */
final class GenerationEmbedder {

    private final SharedEmbedders shared;
    private SharedEmbedders.@Nullable Choice choice;
    private @Nullable Future<Embedder> loaded;

    GenerationEmbedder(SharedEmbedders shared) {
        this.shared = shared;
    }

    synchronized void choose(SharedEmbedders.Choice chosen) {
        choice = chosen;
    }

    synchronized Future<Embedder> get() {
        if (choice == null) {
            return Future.failedFuture(new IllegalStateException(
                    "Expected an embedder, found none: put the jar of one into the plugins folder (sluice-embed-onnx brings"
                            + " minilm), or name one below 'embedder' in the config."));
        }
        if (loaded == null) {
            loaded = shared.acquire(choice);
        }
        return loaded;
    }

    /** Blocks; called once, when the last filter is closed. */
    void release() {
        SharedEmbedders.Choice used;
        synchronized (this) {
            used = loaded == null ? null : choice;
            loaded = null;
        }
        if (used != null) {
            shared.release(used);
        }
    }
}
