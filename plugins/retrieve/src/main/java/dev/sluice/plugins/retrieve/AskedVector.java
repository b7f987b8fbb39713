package dev.sluice.plugins.retrieve;

import dev.sluice.api.embed.Embedder;
import dev.sluice.api.embed.Embedder.Purpose;
import dev.sluice.api.plugin.Meters;
import dev.sluice.api.plugin.Patience;
import dev.sluice.api.plugin.PluginContext;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the vector of what is asked. While the embedder gives none, it is searched for by words alone, which is said, counted and, now and then, logged. One that
 * does not answer in time is let be for a while.
 */
final class AskedVector {

    private final @Nullable Embedder embedder;
    private final String searched;
    private final Patience patience;
    private final PluginContext context;
    private final Meters.Counter failures;

    /** For what the config names so, waiting so long for each. */
    AskedVector(@Nullable Embedder embedder, String searched, Duration wait, PluginContext context) {
        this.embedder = embedder;
        this.searched = searched;
        this.patience = new Patience(wait, context.timers());
        this.context = context;
        this.failures = context.meters().counter("embed_failures", "collection", searched);
    }

    /**
     * What came of it.
     *
     * @param vector null where it is searched by words alone
     * @param problem why there is no vector; null if all is well
     */
    @SuppressWarnings("ArrayRecordComponent") // A vector; these are never compared.
    record Made(float @Nullable [] vector, @Nullable String problem) {

        /** Written out, since a compact one loses in its class file that there may be no vector. */
        Made(float @Nullable [] vector, @Nullable String problem) {
            this.vector = vector;
            this.problem = problem;
        }
    }

    Future<Made> of(String text) {
        Embedder model = embedder;
        return model == null
                ? Future.succeededFuture(new Made(null, null))
                : patience.ask(() -> model.embed(Purpose.QUERY, List.of(text)))
                        .map(vectors -> new Made(vectors.getFirst(), null))
                        .otherwise(failure -> without(model, failure));
    }

    private Made without(Embedder model, Throwable failure) {
        failures.increment();
        if (patience.isWorthALine()) {
            context.logger()
                    .atWarn()
                    .addKeyValue("collection", searched)
                    .addKeyValue("embedder", model.model().name())
                    .log(
                            "Searching by words alone: the embedder gives no vectors: {}",
                            EmbeddingException.reason(failure));
        }
        String problem = failure instanceof Patience.LateException ? String.valueOf(failure.getMessage()) : "it failed";
        return new Made(null, "the embedder gave no vector: " + problem);
    }
}
