package dev.sluice.plugins.cache;

import dev.sluice.api.Call;
import dev.sluice.api.Decision;
import dev.sluice.api.embed.Embedder;
import dev.sluice.api.plugin.Meters;
import dev.sluice.api.plugin.Patience;
import dev.sluice.api.plugin.PluginContext;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Makes the vectors of questions. A call whose question gets none in time goes on without, which its record says, and which is counted and, now and then, logged. An
 * embedder that does not answer in time is let be for a while.
 */
final class Vectors {

    private final Embedder embedder;
    private final Patience patience;
    private final PluginContext context;
    private final Meters.Counter failures;

    Vectors(Embedder embedder, Duration wait, PluginContext context) {
        this.embedder = embedder;
        this.patience = new Patience(wait, context.timers());
        this.context = context;
        this.failures = context.meters().counter("embed_failures");
    }

    /** The vector of what a call asks; empty if there is none. */
    Future<Optional<float[]>> of(String question, Call call) {
        return patience.ask(() -> embedder.embedPeers(List.of(question)))
                .map(vectors -> Optional.of(vectors.getFirst()))
                .otherwise(failure -> without(call, failure));
    }

    private Optional<float[]> without(Call call, Throwable failure) {
        failures.increment();
        String late = failure instanceof Patience.LateException ? failure.getMessage() : null;
        String problem = late == null ? "it failed" : late;
        call.journal().decide(new Decision(SemanticFilter.NAME, "bypass", "the embedder gave no vector: " + problem));
        if (patience.isWorthALine()) {
            String reason = late == null ? String.valueOf(failure) : late;
            context.logger()
                    .atWarn()
                    .addKeyValue("embedder", embedder.model().name())
                    .log("Calls go on without the semantic cache: the embedder gives no vectors: {}", reason);
        }
        return Optional.empty();
    }
}
