package dev.sluice.proxy.plugin.embed;

import dev.sluice.api.Fatal;
import dev.sluice.api.embed.Embedder;
import dev.sluice.api.embed.EmbeddingModel;
import dev.sluice.api.plugin.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Feeds one model: texts of concurrent callers share batches, an equal text is embedded once, what calls ask goes before documents, and no
 * more waits than {@value #MAX_WAITING} texts, and {@value #FOR_CALLS} of calls besides.
 */
public final class EmbeddingQueue implements Embedder {

    /** Texts that may wait; a caller with more is refused. */
    public static final int MAX_WAITING = 20_000;

    /** Room that documents do not take. */
    static final int FOR_CALLS = 1_000;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Embedder model;
    private final Timers timers;
    private final Map<Ask, Promise<float[]>> inHand = new HashMap<>();
    private final Map<Lane, Map<Ask, Promise<float[]>>> waiting = new EnumMap<>(Lane.class);
    private final Remembered remembered = new Remembered();
    private int running;

    /**
     * Makes an idle queue.
     *
     * @param model what a plugin brings
     * @param timers bound the time of a batch
     */
    public EmbeddingQueue(Embedder model, Timers timers) {
        this.model = model;
        this.timers = timers;
        for (Lane lane : Lane.values()) {
            waiting.put(lane, new LinkedHashMap<>());
        }
    }

    @Override
    public EmbeddingModel model() {
        return model.model();
    }

    @Override
    public int tokens(String text) {
        return model.tokens(text);
    }

    @Override
    public Future<List<float[]>> embed(Purpose purpose, List<String> texts) {
        return embed(Lane.of(purpose), texts);
    }

    @Override
    public Future<List<float[]>> embedPeers(List<String> texts) {
        return embed(Lane.PEERS, texts);
    }

    private Future<List<float[]>> embed(Lane lane, List<String> texts) {
        int most = lane == Lane.PASSAGES ? MAX_WAITING : MAX_WAITING + FOR_CALLS;
        List<Future<float[]>> vectors = new ArrayList<>(texts.size());
        synchronized (this) {
            if (inHand.size() + texts.size() > most) {
                return Future.failedFuture(new RejectedExecutionException("Expected at most " + most
                        + " texts that wait for " + model().name() + ", found " + inHand.size() + " and " + texts.size()
                        + " more: ask for fewer at a time, or later."));
            }
            texts.forEach(text -> vectors.add(ask(new Ask(lane, text))));
        }
        pump();
        return onCallersLoop(Future.all(vectors).map(all -> all.<float[]>list()));
    }

    private Future<float[]> ask(Ask ask) {
        float[] known = remembered.find(ask);
        if (known != null) {
            return Future.succeededFuture(known);
        }
        return inHand.computeIfAbsent(ask, this::queued).future();
    }

    private Promise<float[]> queued(Ask ask) {
        Promise<float[]> promise = Promise.promise();
        waiting(ask.lane()).put(ask, promise);
        return promise;
    }

    private void pump() {
        for (Batch batch = next(); batch != null; batch = next()) {
            run(batch);
        }
    }

    private synchronized @Nullable Batch next() {
        for (Lane lane : Lane.values()) {
            Map<Ask, Promise<float[]>> asks = waiting(lane);
            if (!asks.isEmpty() && running < model().parallel()) {
                running++;
                List<Ask> taken = asks.keySet().stream().limit(model().batch()).toList();
                taken.forEach(asks::remove);
                return new Batch(lane, taken);
            }
        }
        return null;
    }

    private void run(Batch batch) {
        Promise<List<float[]>> answer = Promise.promise();
        Timers.Timer timeout = timers.after(
                PATIENCE,
                () -> answer.tryFail("The embedder " + model().name() + " did not answer within " + PATIENCE));
        vectors(batch)
                .map(found -> Vectors.checked(found, batch.asks().size(), model()))
                .onComplete(result -> {
                    timeout.cancel();
                    if (result.succeeded()) {
                        answer.tryComplete(result.result());
                    } else {
                        answer.tryFail(result.cause());
                    }
                });
        answer.future().onComplete(result -> {
            settle(batch, result.result(), result.cause());
            pump();
        });
    }

    /** A plugin's code may throw anything, and what it throws is the failure of this batch alone. */
    private Future<List<float[]>> vectors(Batch batch) {
        return Fatal.caught(() -> model.embed(
                batch.lane().purpose(), batch.asks().stream().map(Ask::text).toList()));
    }

    private void settle(Batch batch, @Nullable List<float[]> vectors, @Nullable Throwable failure) {
        List<Promise<float[]>> promises = new ArrayList<>();
        synchronized (this) {
            running--;
            for (int i = 0; i < batch.asks().size(); i++) {
                Ask ask = batch.asks().get(i);
                promises.add(inHand.remove(ask));
                if (vectors != null) {
                    remembered.keep(ask, vectors.get(i));
                }
            }
        }
        for (int i = 0; i < promises.size(); i++) {
            if (vectors != null) {
                promises.get(i).complete(vectors.get(i));
            } else {
                promises.get(i).fail(failure);
            }
        }
    }

    private Map<Ask, Promise<float[]>> waiting(Lane lane) {
        return waiting.computeIfAbsent(lane, none -> new LinkedHashMap<>());
    }

    /** A result is worked with where it was asked for, not on the model's threads. */
    private static <T> Future<T> onCallersLoop(Future<T> result) {
        ContextInternal context = ContextInternal.current();
        Promise<T> promise = context == null ? Promise.promise() : context.promise();
        result.onComplete(promise);
        return promise.future();
    }

    private record Batch(Lane lane, List<Ask> asks) {}
}
