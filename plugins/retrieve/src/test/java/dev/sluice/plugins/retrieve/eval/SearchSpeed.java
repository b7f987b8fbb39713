package dev.sluice.plugins.retrieve.eval;

import dev.sluice.api.embed.EmbeddingModel;
import dev.sluice.plugins.retrieve.index.Access;
import dev.sluice.plugins.retrieve.index.Chunk;
import dev.sluice.plugins.retrieve.index.CollectionIndex;
import dev.sluice.plugins.retrieve.index.Document;
import dev.sluice.plugins.retrieve.index.Entry;
import dev.sluice.plugins.retrieve.index.Hit;
import dev.sluice.plugins.retrieve.index.IndexSpec;
import dev.sluice.plugins.retrieve.index.IndexSpec.VectorStorage;
import dev.sluice.plugins.retrieve.index.Question;
import dev.sluice.plugins.retrieve.index.Question.Asker;
import dev.sluice.plugins.retrieve.index.Question.Fuse;
import dev.sluice.plugins.retrieve.index.Question.Ranking;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How fast a large collection is searched, and how much of the truth its graph of neighbours finds. Texts and vectors are
 * made up: words by Zipf's law, vectors around a thousand centres, as those of a model lie. Arguments: {@code --chunks N},
 * {@code --vectors float|int8|int4}, {@code --index DIR} to keep the index there, and to take it from there the next time.
 */
public final class SearchSpeed {

    private static final int DIMENSIONS = 384;
    private static final int CENTRES = 1_000;
    private static final int QUESTIONS = 2_000;
    private static final int TRUTHS = 200;
    private static final Asker ANYBODY = new Asker("default", Set.of());
    private static final List<Question.Filter> TENTH = List.of(new Question.Filter("part", Set.of("3"), null, null));

    private final Random random = new Random(42);
    private final PrintStream out = System.out;
    private final List<float[]> vectors = new ArrayList<>();
    private final float[][] centres = new float[CENTRES][];

    private SearchSpeed() {}

    public static void main(String... arguments) throws IOException {
        Map<String, String> options = Options.of(arguments);
        int chunks = Integer.parseInt(options.getOrDefault("chunks", "100000"));
        VectorStorage storage =
                VectorStorage.valueOf(options.getOrDefault("vectors", "float").toUpperCase(Locale.ROOT));
        Path folder = options.containsKey("index")
                ? Path.of(options.get("index"))
                : Files.createTempDirectory("search-speed");
        new SearchSpeed().run(chunks, storage, folder);
    }

    private void run(int chunks, VectorStorage storage, Path folder) throws IOException {
        IndexSpec spec = new IndexSpec("en", 0.9f, 0.4f, new EmbeddingModel("made-up", DIMENSIONS, 512, 1, 1), storage);
        Arrays.setAll(centres, i -> unit(null));
        String[] there = folder.toFile().list();
        boolean written = there != null && there.length > 0;
        long start = System.nanoTime();
        try (CollectionIndex index = CollectionIndex.open(folder, spec)) {
            for (int i = 0; i < chunks; i++) {
                vectors.add(unit(centres[random.nextInt(CENTRES)]));
                Entry entry = entry(i);
                if (!written) {
                    index.put(entry);
                }
            }
            index.commit();
        }
        out.printf("%d chunks x %d dimensions (%s)%n", chunks, DIMENSIONS, storage);
        if (!written) {
            out.printf("%.0f chunks/s written, without embedding%n", chunks / seconds(start));
        }
        long opening = System.nanoTime();
        try (CollectionIndex index = CollectionIndex.open(folder, spec)) {
            out.printf("opened in %.0f ms%n", seconds(opening) * 1_000);
            out.println("searches with a filter that leaves a tenth, four wanted:");
            latencies(index, "words", new Ranking(50, Fuse.SCORES, 60, 1, 0, 0, 0, Duration.ofDays(1)));
            latencies(index, "vectors", new Ranking(50, Fuse.SCORES, 60, 0, 1, 0, 0, Duration.ofDays(1)));
            latencies(index, "hybrid", Ranking.DEFAULT);
            recall(index);
        }
    }

    private void latencies(CollectionIndex index, String name, Ranking ranking) throws IOException {
        double[] times = new double[QUESTIONS];
        for (int round = 0; round < 2; round++) { // The first warms up.
            for (int i = 0; i < QUESTIONS; i++) {
                Question question = question(ranking, 4);
                long start = System.nanoTime();
                index.search(question, Instant.EPOCH);
                times[i] = seconds(start) * 1_000;
            }
        }
        Arrays.sort(times);
        out.printf("  %-8s p50 %.2f ms, p99 %.2f ms%n", name, times[QUESTIONS / 2], times[QUESTIONS * 99 / 100]);
    }

    private void recall(CollectionIndex index) throws IOException {
        Ranking alone = new Ranking(50, Fuse.SCORES, 60, 0, 1, 0, 0, Duration.ofDays(1));
        int found = 0;
        for (int i = 0; i < TRUTHS; i++) {
            Question question = question(alone, 10);
            Set<String> truth = exact(question.vector());
            for (Hit hit : index.search(question, Instant.EPOCH)) {
                found += truth.contains(hit.id()) ? 1 : 0;
            }
        }
        out.printf("recall@10 of the vector half against exact: %.4f%n", found / (TRUTHS * 10.0));
    }

    private Set<String> exact(float[] vector) {
        return IntStream.range(0, vectors.size())
                .filter(i -> i % 10 == 3)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -dot(vector, vectors.get(i))))
                .limit(10)
                .map(String::valueOf)
                .collect(Collectors.toSet());
    }

    private Question question(Ranking ranking, int limit) {
        float[] vector = unit(centres[random.nextInt(CENTRES)]);
        return new Question(words(6), vector, ANYBODY, TENTH, ranking, limit);
    }

    private Entry entry(int number) {
        String id = Integer.toString(number);
        Document document = new Document(id, "", "", Map.of("part", Integer.toString(number % 10)), Access.OPEN, null);
        return new Entry(document, id, List.of(new Chunk("", words(120))), List.of(vectors.get(number)));
    }

    /** Words by Zipf's law: few are in every text, many in few. */
    private String words(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "w" + (int) Math.pow(50_000, random.nextDouble()))
                .collect(Collectors.joining(" "));
    }

    private float[] unit(float[] centre) {
        float[] vector = new float[DIMENSIONS];
        double square = 0;
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] = (float) random.nextGaussian() * (centre == null ? 1 : 0.04f) + (centre == null ? 0 : centre[i]);
            square += vector[i] * vector[i];
        }
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] /= (float) Math.sqrt(square);
        }
        return vector;
    }

    private static double dot(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < DIMENSIONS; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
