package dev.sluice.plugins.retrieve;

import dev.sluice.api.embed.Embedder;
import dev.sluice.api.embed.Embedder.Purpose;
import dev.sluice.api.plugin.Meters;
import dev.sluice.api.plugin.PluginContext;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Makes the vector of what is asked. While the embedder gives none, it is searched for by words alone, which is said, counted and, now and then, logged. */
final class AskedVector {

    private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

    private final @Nullable Embedder embedder;
    private final String searched;
    private final PluginContext context;
    private final Meters.Counter failures;
    private final AtomicLong logged;

    /** For what the config names so. */
    AskedVector(@Nullable Embedder embedder, String searched, PluginContext context) {
        this.embedder = embedder;
        this.searched = searched;
        this.context = context;
        this.failures = context.meters().counter("embed_failures", "collection", searched);
        this.logged = new AtomicLong(context.timers().nanoTime() - QUIET_NANOS);
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
                : model.embed(Purpose.QUERY, List.of(text))
                        .map(vectors -> new Made(vectors.getFirst(), null))
                        .otherwise(failure -> failed(model, failure));
    }

    private Made failed(Embedder model, Throwable failure) {
        failures.increment();
        long now = context.timers().nanoTime();
        long before = logged.get();
        if (now - before >= QUIET_NANOS && logged.compareAndSet(before, now)) {
            context.logger()
                    .atWarn()
                    .addKeyValue("collection", searched)
                    .addKeyValue("embedder", model.model().name())
                    .log(
                            "Searching by words alone: the embedder gives no vectors: {}",
                            EmbeddingException.reason(failure));
        }
        return new Made(null, "the embedder gave no vector: it failed");
    }
}
