package dev.sluice.plugins.cache.eval;

import dev.sluice.api.embed.Embedder;
import dev.sluice.api.embed.Embedder.Purpose;
import dev.sluice.api.embed.EmbedderFactory;
import dev.sluice.plugins.embed.onnx.MiniLmConfig;
import dev.sluice.plugins.embed.onnx.MiniLmFactory;
import dev.sluice.plugins.embed.onnx.StaticConfig;
import dev.sluice.plugins.embed.onnx.StaticFactory;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A model that operators have, outside of the proxy; each text is embedded once. */
final class Model {

    private final Embedder embedder;
    private final Map<String, float[]> known = new HashMap<>();

    private Model(Embedder embedder) {
        this.embedder = embedder;
    }

    /** By its name in the config: {@code minilm} or {@code static}. */
    static Model of(String name) throws IOException {
        return switch (name) {
            case "minilm" -> made(new MiniLmFactory(), new MiniLmConfig(1));
            case "static" -> made(new StaticFactory(), new StaticConfig(null, null, 1));
            default -> throw new IllegalArgumentException("expected minilm or static, found " + name);
        };
    }

    private static <C> Model made(EmbedderFactory<C> factory, C config) throws IOException {
        VirtualTime time = new VirtualTime();
        Future<Embedder> made =
                factory.create(config, new FakePluginContext(time).withDataFolder(Files.createTempDirectory("model")));
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
