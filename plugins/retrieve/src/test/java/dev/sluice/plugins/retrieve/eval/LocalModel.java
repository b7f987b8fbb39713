package dev.sluice.plugins.retrieve.eval;

import dev.sluice.api.embed.Embedder;
import dev.sluice.api.embed.Embedder.Purpose;
import dev.sluice.api.embed.EmbedderFactory;
import dev.sluice.plugins.embed.onnx.OnnxConfig;
import dev.sluice.plugins.embed.onnx.OnnxConfig.Pooling;
import dev.sluice.plugins.embed.onnx.OnnxFactory;
import dev.sluice.plugins.embed.onnx.StaticConfig;
import dev.sluice.plugins.embed.onnx.StaticFactory;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A model outside of the proxy, whose vectors are waited for.
 *
 * @param name as tables show it
 * @param embedder computes on as many threads as there are processors
 */
record LocalModel(String name, Embedder embedder) {

    private static final int ROUNDS = 30;

    /** The models that come inside jars, MiniLM also with the 256 tokens that its makers have it read, and means of tokens that each has read. */
    static List<LocalModel> all() throws IOException {
        return List.of(
                miniLm(),
                of("MiniLM-q", "all-minilm-l6-v2-q", Pooling.MEAN, 254, ""),
                bgeSmall(),
                staticMiniLm(),
                tokens("static of bge-small-q", "bge-small-en-v1.5-q"));
    }

    /** As {@code static: {}} makes it of what is in the plugin's jar. */
    static LocalModel staticMiniLm() throws IOException {
        return tokens("static of MiniLM-q", "all-minilm-l6-v2-q");
    }

    static LocalModel bgeSmall() throws IOException {
        return of(
                "bge-small-q",
                "bge-small-en-v1.5-q",
                Pooling.CLS,
                510,
                "Represent this sentence for searching relevant passages: ");
    }

    /** As it is in the plugin's jar. */
    static LocalModel miniLm() throws IOException {
        return of("MiniLM-q", "all-minilm-l6-v2-q", Pooling.MEAN, 510, "");
    }

    private static LocalModel of(String name, String file, Pooling pooling, int window, String queryPrefix)
            throws IOException {
        OnnxConfig config = new OnnxConfig(unpacked(file), null, pooling, window, queryPrefix, "", threads());
        return new LocalModel(name + ", " + (window + 2), made(new OnnxFactory(), config));
    }

    private static LocalModel tokens(String name, String file) throws IOException {
        return new LocalModel(name, made(new StaticFactory(), new StaticConfig(unpacked(file), null, threads())));
    }

    private static <C> Embedder made(EmbedderFactory<C> factory, C config) throws IOException {
        VirtualTime time = new VirtualTime();
        Future<Embedder> made =
                factory.create(config, new FakePluginContext(time).withDataFolder(Files.createTempDirectory("model")));
        time.run();
        if (made.failed()) {
            throw new IllegalArgumentException(made.cause());
        }
        return made.result();
    }

    private static Path unpacked(String file) throws IOException {
        Path folder = Files.createTempDirectory("model");
        unpack(file + ".onnx", folder.resolve("model.onnx"));
        unpack(file + "-tokenizer.json", folder.resolve("tokenizer.json"));
        return folder.resolve("model.onnx");
    }

    private static void unpack(String resource, Path to) throws IOException {
        try (InputStream in = LocalModel.class.getResourceAsStream("/" + resource)) {
            if (in == null) {
                throw new FileNotFoundException("expected " + resource + " on the class path, found none");
            }
            Files.copy(in, to);
            to.toFile().deleteOnExit();
        }
    }

    List<float[]> vectors(Purpose purpose, List<String> texts) {
        List<Future<List<float[]>>> asked = new ArrayList<>();
        texts.forEach(text -> asked.add(embedder.embed(purpose, List.of(text))));
        return asked.stream()
                .map(vector ->
                        vector.toCompletionStage().toCompletableFuture().join().getFirst())
                .toList();
    }

    /** The median time of a text on one thread, in milliseconds. */
    double milliseconds(String text) {
        double[] times = new double[ROUNDS];
        for (int round = -ROUNDS; round < ROUNDS; round++) {
            long start = System.nanoTime();
            vectors(Purpose.PASSAGE, List.of(text));
            if (round >= 0) {
                times[round] = (System.nanoTime() - start) / 1e6;
            }
        }
        Arrays.sort(times);
        return times[ROUNDS / 2];
    }

    static int threads() {
        return Runtime.getRuntime().availableProcessors();
    }
}
