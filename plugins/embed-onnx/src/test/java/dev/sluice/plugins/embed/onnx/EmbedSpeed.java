package dev.sluice.plugins.embed.onnx;

import dev.sluice.api.embed.Embedder.Purpose;
import dev.sluice.plugins.embed.onnx.OnnxConfig.Pooling;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * How fast the two models that come inside jars are, and means of tokens that the first has read: one text at a time, and as many at a time as
 * there are processors. Run by {@code bench/eval/embedder}, not by the build.
 */
public final class EmbedSpeed {

    private static final String BGE = "bge-small-en-v1.5-q";
    private static final int ROUNDS = 100;
    private static final String SENTENCE = "The quick brown fox jumps over the lazy dog near the old mill. ";

    private final PrintStream out;

    private EmbedSpeed(PrintStream out) {
        this.out = out;
    }

    public static void main(String... arguments) throws Exception {
        new EmbedSpeed(System.out).all();
    }

    private void all() throws Exception {
        int processors = Runtime.getRuntime().availableProcessors();
        out.printf("%d processors; %d texts each, after as many that do not count%n%n", processors, ROUNDS);
        out.printf("| model | tokens | p50 ms | p99 ms | texts/s, 1 thread | texts/s, %d threads |%n", processors);
        out.println("|---|---:|---:|---:|---:|---:|");
        ModelShape bge = new ModelShape(BGE, Pooling.CLS, 510, "", "");
        for (String text : List.of(
                "How do I reset the password of my account?",
                SENTENCE.repeat(8),
                SENTENCE.repeat(17),
                SENTENCE.repeat(28))) {
            measure("all-MiniLM-L6-v2-q", model("all-minilm-l6-v2-q", ModelShape.miniLm("minilm")), text, processors);
            measure("bge-small-en-v1.5-q", model(BGE, bge), text, processors);
            measure("static, of all-MiniLM-L6-v2-q", tokens("all-minilm-l6-v2-q"), text, processors);
        }
    }

    private void measure(String name, TextModel model, String text, int processors) throws Exception {
        double[] alone = times(model, text);
        try (model) {
            out.printf(
                    Locale.ROOT,
                    "| %s | %d | %.3f | %.3f | %.0f | %.0f |%n",
                    name,
                    model.tokens(text),
                    alone[ROUNDS / 2],
                    alone[ROUNDS * 99 / 100],
                    1e3 * ROUNDS / Arrays.stream(alone).sum(),
                    together(model, text, processors));
        }
    }

    /** In milliseconds, sorted. */
    private static double[] times(TextModel model, String text) throws Exception {
        double[] times = new double[ROUNDS];
        for (int round = -ROUNDS; round < ROUNDS; round++) {
            long start = System.nanoTime();
            model.vector(Purpose.PASSAGE, text);
            if (round >= 0) {
                times[round] = (System.nanoTime() - start) / 1e6;
            }
        }
        Arrays.sort(times);
        return times;
    }

    private static double together(TextModel model, String text, int threads)
            throws InterruptedException, ExecutionException {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Callable<float[]>> work = IntStream.range(0, ROUNDS * threads)
                    .<Callable<float[]>>mapToObj(i -> () -> model.vector(Purpose.PASSAGE, text))
                    .toList();
            long start = System.nanoTime();
            for (Future<float[]> done : pool.invokeAll(work)) {
                done.get();
            }
            return work.size() / ((System.nanoTime() - start) / 1e9);
        }
    }

    private static OnnxModel model(String name, ModelShape shape) throws IOException {
        return OnnxModel.load(resource(name + ".onnx"), WordPiece.read(resource(name + "-tokenizer.json")), shape);
    }

    private static StaticModel tokens(String name) throws IOException {
        WordPiece words = WordPiece.read(resource(name + "-tokenizer.json"));
        Path nothing = Files.createTempDirectory("static");
        return StaticModel.load(resource(name + ".onnx"), words, name, nothing, 64 << 20, System.err::println);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = EmbedSpeed.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new FileNotFoundException("expected " + name + " on the class path, found none");
            }
            return in.readAllBytes();
        }
    }
}
