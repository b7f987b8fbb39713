package dev.sluice.plugins.embed.onnx;

import dev.sluice.api.embed.Embedder;
import dev.sluice.api.embed.EmbeddingModel;
import dev.sluice.api.plugin.PluginContext;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Embeds by a model in the process. The host gives it one text for each thread at a time, so the threads' queue stays empty. */
final class OnnxEmbedder implements Embedder {

    private final TextModel model;
    private final EmbeddingModel description;
    private final ModelThreads threads;

    private OnnxEmbedder(TextModel model, int count, ModelThreads threads) {
        this.model = model;
        this.description = new EmbeddingModel(model.name(), model.dimensions(), model.window(), 1, count);
        this.threads = threads;
    }

    /** Starts the threads; they end, and the model is let go, with the context. */
    static OnnxEmbedder start(TextModel model, int count, PluginContext context) {
        return new OnnxEmbedder(model, count, ModelThreads.start("embed", count, model, context));
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
        return threads.run(() -> {
            List<float[]> vectors = new ArrayList<>(texts.size());
            for (String text : texts) {
                vectors.add(model.vector(purpose, text));
            }
            return vectors;
        });
    }
}
