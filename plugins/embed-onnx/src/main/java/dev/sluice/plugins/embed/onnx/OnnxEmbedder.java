package dev.sluice.plugins.embed.onnx;

import dev.sluice.api.embed.Embedder;
import dev.sluice.api.embed.EmbeddingModel;
import dev.sluice.api.plugin.PluginContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Runs a model on threads of its own: platform threads, since native code would hold the carriers of virtual ones.
 *
 * <p>The host gives it one text for each thread at a time, so its executor's queue stays empty.
 */
final class OnnxEmbedder implements Embedder {

    private static final int STOP_SECONDS = 5;

    private final OnnxModel model;
    private final EmbeddingModel description;
    private final ExecutorService threads;

    private OnnxEmbedder(OnnxModel model, int threads) {
        this.model = model;
        this.description = new EmbeddingModel(
                model.shape().name(), model.dimensions(), model.shape().window(), 1, threads);
        this.threads = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("embed-", 0).daemon().factory());
    }

    /**
     * Starts the threads; they end, and the model is let go, with the context. They end with the process, too: ONNX Runtime takes its
     * environment down in a shutdown hook of its own, and a text that is then being embedded crashes the process.
     */
    static OnnxEmbedder start(OnnxModel model, int threads, PluginContext context) {
        OnnxEmbedder embedder = new OnnxEmbedder(model, threads);
        Thread hook = new Thread(embedder.threads::shutdown, "embed-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        context.onClose(() -> context.blocking(() -> embedder.close(hook)));
        return embedder;
    }

    @Override
    public EmbeddingModel model() {
        return description;
    }

    @Override
    public int tokens(String text) {
        return model.tokens(text);
    }

    @Override
    public Future<List<float[]>> embed(Purpose purpose, List<String> texts) {
        Promise<List<float[]>> result = Promise.promise();
        try {
            threads.execute(() -> run(purpose, texts, result));
        } catch (RejectedExecutionException e) {
            result.fail(new IllegalStateException(
                    "Expected an embedder in use, but it was closed with its generation.", e));
        }
        return result.future();
    }

    private void run(Purpose purpose, List<String> texts, Promise<List<float[]>> result) {
        try {
            List<float[]> vectors = new ArrayList<>(texts.size());
            for (String text : texts) {
                vectors.add(model.vector(purpose, text));
            }
            result.complete(vectors);
        } catch (Exception | LinkageError e) {
            result.fail(e);
        }
    }

    private Void close(Thread hook) throws Exception {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return null; // The process ends: the hooks do the rest.
        }
        threads.shutdown();
        if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("a text was still being embedded after " + STOP_SECONDS + " s");
        }
        model.close();
        return null;
    }
}
