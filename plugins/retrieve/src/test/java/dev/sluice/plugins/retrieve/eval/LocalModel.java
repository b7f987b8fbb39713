package dev.sluice.plugins.retrieve.eval;

import dev.sluice.api.embed.Embedder;
import dev.sluice.api.embed.Embedder.Purpose;
import dev.sluice.plugins.embed.onnx.MiniLmConfig;
import dev.sluice.plugins.embed.onnx.MiniLmFactory;
import dev.sluice.plugins.embed.onnx.OnnxConfig;
import dev.sluice.plugins.embed.onnx.OnnxFactory;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A model outside of the proxy, whose vectors are waited for. */
final class LocalModel {

    private final Embedder embedder;

    private LocalModel(Embedder embedder) {
        this.embedder = embedder;
    }

    static LocalModel miniLm() {
        VirtualTime time = new VirtualTime();
        Future<Embedder> made = new MiniLmFactory().create(new MiniLmConfig(threads()), new FakePluginContext(time));
        time.run();
        return new LocalModel(made.result());
    }

    /** The bge family pools by its first token and wants an instruction before a question. */
    static LocalModel bge(Path model) {
        VirtualTime time = new VirtualTime();
        OnnxConfig config = new OnnxConfig(
                model,
                null,
                OnnxConfig.Pooling.CLS,
                510,
                "Represent this sentence for searching relevant passages: ",
                "",
                threads());
        Future<Embedder> made = new OnnxFactory().create(config, new FakePluginContext(time));
        time.run();
        if (made.failed()) {
            throw new IllegalArgumentException(made.cause());
        }
        return new LocalModel(made.result());
    }

    Embedder embedder() {
        return embedder;
    }

    List<float[]> vectors(Purpose purpose, List<String> texts) {
        List<Future<List<float[]>>> asked = new ArrayList<>();
        texts.forEach(text -> asked.add(embedder.embed(purpose, List.of(text))));
        return asked.stream()
                .map(vector ->
                        vector.toCompletionStage().toCompletableFuture().join().getFirst())
                .toList();
    }

    private static int threads() {
        return Runtime.getRuntime().availableProcessors();
    }
}
