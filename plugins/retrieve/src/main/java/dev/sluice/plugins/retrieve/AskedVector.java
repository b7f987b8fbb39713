package dev.sluice.plugins.retrieve;

import dev.sluice.api.Fatal;
import dev.sluice.api.embed.Embedder;
import dev.sluice.api.embed.Embedder.Purpose;
import dev.sluice.api.plugin.Meters;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.plugin.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Makes the vector of what is asked. While the embedder gives none, it is searched for by words alone, which is said, counted and, now and then, logged. One that
 * does not answer in time is waited for by one call now and then, until it does.
 */
final class AskedVector {

    private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

    private static final long REST_NANOS = Duration.ofSeconds(10).toNanos();

    private final @Nullable Embedder embedder;
    private final String searched;
    private final Duration patience;
    private final PluginContext context;
    private final Meters.Counter failures;
    private final AtomicLong logged;

    /** Null while the embedder answers in time. */
    private final AtomicReference<@Nullable Rest> rest = new AtomicReference<>();

    /** For what the config names so, waiting so long for each. */
    AskedVector(@Nullable Embedder embedder, String searched, Duration patience, PluginContext context) {
        this.embedder = embedder;
        this.searched = searched;
        this.patience = patience;
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

    /** Until when nobody waits for the embedder again, as nanoseconds count. */
    private record Rest(long end) {}

    Future<Made> of(String text) {
        Embedder model = embedder;
        if (model == null) {
            return Future.succeededFuture(new Made(null, null));
        }
        return mayAsk()
                ? asked(model, text)
                : Future.succeededFuture(without("it did not answer in time shortly before"));
    }

    private Future<Made> asked(Embedder model, String text) {
        Promise<Made> made = Promise.promise();
        Timers.Timer late = context.timers().after(patience, () -> {
            rest.set(new Rest(context.timers().nanoTime() + REST_NANOS));
            String problem = "it did not answer within " + patience.toMillis() + " ms";
            made.tryComplete(failed(model, problem, problem));
        });
        Fatal.caught(() -> model.embed(Purpose.QUERY, List.of(text)))
                .map(vectors -> new Made(vectors.getFirst(), null))
                .onComplete(done -> {
                    if (made.future().isComplete()) {
                        return;
                    }
                    late.cancel();
                    rest.set(null);
                    made.tryComplete(
                            done.succeeded()
                                    ? done.result()
                                    : failed(model, "it failed", EmbeddingException.reason(done.cause())));
                });
        return made.future();
    }

    /** Once its rest is over, one call tries it, and the others go by words until that one knows more. */
    private boolean mayAsk() {
        Rest now = rest.get();
        long nanos = context.timers().nanoTime();
        return now == null
                || (nanos - now.end() >= 0
                        && rest.compareAndSet(now, new Rest(nanos + patience.toNanos() + REST_NANOS)));
    }

    private Made failed(Embedder model, String problem, String reason) {
        long now = context.timers().nanoTime();
        long before = logged.get();
        if (now - before >= QUIET_NANOS && logged.compareAndSet(before, now)) {
            context.logger()
                    .atWarn()
                    .addKeyValue("collection", searched)
                    .addKeyValue("embedder", model.model().name())
                    .log("Searching by words alone: the embedder gives no vectors: {}", reason);
        }
        return without(problem);
    }

    private Made without(String problem) {
        failures.increment();
        return new Made(null, "the embedder gave no vector: " + problem);
    }
}
