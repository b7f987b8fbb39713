package dev.sluice.plugins.cache.eval;

import dev.sluice.api.embed.Embedder;
import dev.sluice.api.embed.Embedder.Purpose;
import dev.sluice.plugins.embed.onnx.MiniLmConfig;
import dev.sluice.plugins.embed.onnx.MiniLmFactory;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The model that operators have, outside of the proxy; each text is embedded once. */
final class Model {

    private final Embedder embedder;
    private final Map<String, float[]> known = new HashMap<>();

    private Model(Embedder embedder) {
        this.embedder = embedder;
    }

    static Model miniLm() {
        VirtualTime time = new VirtualTime();
        Future<Embedder> made = new MiniLmFactory().create(new MiniLmConfig(1), new FakePluginContext(time));
        time.run();
        return new Model(made.result());
    }

    float[] vector(String text) {
        return known.computeIfAbsent(
                text,
                one -> embedder.embed(Purpose.PASSAGE, List.of(one))
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join()
                        .getFirst());
    }

    static double cosine(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
