package dev.sluice.plugins.retrieve.eval;

import dev.sluice.api.embed.Embedder.Purpose;
import dev.sluice.plugins.retrieve.index.Chunk;
import dev.sluice.plugins.retrieve.index.CollectionIndex;
import dev.sluice.plugins.retrieve.index.Document;
import dev.sluice.plugins.retrieve.index.Entry;
import dev.sluice.plugins.retrieve.index.Hit;
import dev.sluice.plugins.retrieve.index.IndexSpec;
import dev.sluice.plugins.retrieve.index.IndexSpec.VectorStorage;
import dev.sluice.plugins.retrieve.index.Question;
import dev.sluice.plugins.retrieve.index.Question.Asker;
import dev.sluice.plugins.retrieve.index.Question.Ranking;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How well documents are found: each half of the search alone, and both, for each model that comes inside a jar, beside what its vectors cost; words also beside
 * a published run, where there is one. Arguments: {@code --cases DIR}, with a folder for each collection below {@code DIR/retrieval} or in it, and
 * {@code --html DIR} for the documents of a collection as the pages that the published run was made of, {@code --keep DIR} to keep vectors there for the next run, and
 * {@code --only TEXT} for the models whose names have it.
 */
public final class RetrievalEval {

    private static final int DEPTH = 1000;
    private static final Asker ANYBODY = new Asker("default", Set.of());

    /** Some 400 tokens: what a collection's chunks have at most, unless it says otherwise. */
    private static final String CHUNK = "The quick brown fox jumps over the lazy dog near the old mill. ".repeat(28);

    private final PrintStream out;
    private final KeptVectors kept;

    private RetrievalEval(PrintStream out, KeptVectors kept) {
        this.out = out;
        this.kept = kept;
    }

    public static void main(String... arguments) throws IOException {
        Map<String, String> options = Options.of(arguments);
        Path cases = Path.of(Options.required(options, "cases"));
        Path root = Files.isDirectory(cases.resolve("retrieval")) ? cases.resolve("retrieval") : cases;
        String keep = options.get("keep");
        RetrievalEval eval = new RetrievalEval(System.out, new KeptVectors(keep == null ? null : Path.of(keep)));
        List<LocalModel> models = LocalModel.all();
        eval.speed(models);
        String only = options.getOrDefault("only", "");
        models = models.stream().filter(model -> model.name().contains(only)).toList();
        try (Stream<Path> folders = Files.list(root)) {
            for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
                eval.collection(folder, options, models);
            }
        }
        System.exit(0); // Models hold threads.
    }

    private void speed(List<LocalModel> models) {
        out.printf(
                "load average %.1f on %d processors%n%n",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(), LocalModel.threads());
        out.printf(
                "| model, tokens that it reads | ms a chunk of %d tokens, 1 thread |%n|---|---:|%n",
                tokens(models, CHUNK));
        for (LocalModel model : models) {
            out.printf(Locale.ROOT, "| %s | %.3f |%n", model.name(), model.milliseconds(CHUNK));
        }
    }

    private static int tokens(List<LocalModel> models, String text) {
        return models.getFirst().embedder().tokens(text);
    }

    private void collection(Path folder, Map<String, String> options, List<LocalModel> models) throws IOException {
        String pages = options.get("html");
        TestCollection collection = TestCollection.read(folder, pages == null ? null : Path.of(pages));
        double tokens = collection.texts().values().stream()
                .mapToInt(text -> tokens(models, text))
                .average()
                .orElse(0);
        out.printf(
                Locale.ROOT,
                "%n%s: %d documents of %.0f tokens, %d judged questions%n%n",
                folder.getFileName(),
                collection.texts().size(),
                tokens,
                collection.judged().size());
        out.println("| | nDCG@10: words, as Anserini | words | vectors | both | both above the better"
                + " | MAP: words, as Anserini | words | vectors | both | documents/s, with embedding |");
        out.println("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        for (LocalModel model : models) {
            model(collection, model, model.equals(models.getFirst()));
        }
    }

    private void model(TestCollection collection, LocalModel model, boolean first) throws IOException {
        Path folder = Files.createTempDirectory("retrieval-eval");
        String speed = "";
        try (CollectionIndex index = CollectionIndex.open(folder, spec(model, 1.2f, 0.75f))) {
            speed = fill(index, collection, model);
        }
        Measures anserini;
        try (CollectionIndex index = CollectionIndex.open(folder, spec(model, 0.9f, 0.4f))) {
            anserini = run(index, collection, model, ranking(1, 0));
            if (first && !collection.published().isEmpty()) {
                published(index, collection, model);
            }
        }
        try (CollectionIndex index = CollectionIndex.open(folder, spec(model, 1.2f, 0.75f))) {
            row(
                    model.name(),
                    anserini,
                    run(index, collection, model, ranking(1, 0)),
                    run(index, collection, model, ranking(0, 1)),
                    new Measures(
                            run(index, collection, model, Ranking.DEFAULT).ndcg(),
                            run(index, collection, model, deep()).map()),
                    speed);
        }
    }

    private static IndexSpec spec(LocalModel model, float k1, float b) {
        return new IndexSpec("en", k1, b, model.embedder().model(), VectorStorage.FLOAT);
    }

    private void row(String name, Measures anserini, Measures words, Measures vectors, Measures both, String speed) {
        out.printf(
                Locale.ROOT,
                "| %s | %.4f | %.4f | %.4f | %.4f | %+.4f | %.4f | %.4f | %.4f | %.4f | %s |%n",
                name,
                anserini.ndcg(),
                words.ndcg(),
                vectors.ndcg(),
                both.ndcg(),
                both.ndcg() - Math.max(words.ndcg(), vectors.ndcg()),
                anserini.map(),
                words.map(),
                vectors.map(),
                both.map(),
                speed);
        out.flush();
    }

    /** What the published run is worth, and ours cut off where it ends. */
    private void published(CollectionIndex index, TestCollection collection, LocalModel model) throws IOException {
        Measures theirs = Measures.of(collection.published(), collection.judged());
        Measures ours = shallow(index, collection, model, collection.published());
        out.printf(
                Locale.ROOT,
                "| Anserini's published run; words with its parameters, as deep | %.4f; %.4f | | | | | %.4f; %.4f | | | | |%n",
                theirs.ndcg(),
                ours.ndcg(),
                theirs.map(),
                ours.map());
    }

    /** The default, as deep as the halves are measured. */
    private static Ranking deep() {
        Ranking standard = Ranking.DEFAULT;
        return new Ranking(
                DEPTH,
                standard.fuse(),
                standard.constant(),
                standard.wordWeight(),
                standard.vectorWeight(),
                0,
                0,
                standard.halfLife());
    }

    /** In documents a second; nothing where vectors were kept. */
    private String fill(CollectionIndex index, TestCollection collection, LocalModel model) throws IOException {
        long start = System.nanoTime();
        List<String> ids = new ArrayList<>(collection.texts().keySet());
        List<float[]> vectors =
                kept.of(model, new ArrayList<>(collection.texts().values()));
        for (int i = 0; i < ids.size(); i++) {
            Chunk chunk = new Chunk("", collection.texts().get(ids.get(i)));
            index.put(new Entry(Document.of(ids.get(i)), "", List.of(chunk), List.of(vectors.get(i))));
        }
        index.commit();
        double perSecond = ids.size() / ((System.nanoTime() - start) / 1e9);
        return kept.folder() == null ? String.format(Locale.ROOT, "%.0f", perSecond) : "";
    }

    /** A published run may hold fewer hits than it could: what it left out counts for neither. */
    private Measures shallow(
            CollectionIndex index, TestCollection collection, LocalModel model, Map<String, List<String>> published)
            throws IOException {
        Map<String, List<String>> runs = runs(index, collection, model, ranking(1, 0));
        runs.replaceAll((question, run) -> run.subList(
                0,
                Math.min(run.size(), published.getOrDefault(question, List.of()).size())));
        return Measures.of(runs, collection.judged());
    }

    private Measures run(CollectionIndex index, TestCollection collection, LocalModel model, Ranking ranking)
            throws IOException {
        return Measures.of(runs(index, collection, model, ranking), collection.judged());
    }

    private static Map<String, List<String>> runs(
            CollectionIndex index, TestCollection collection, LocalModel model, Ranking ranking) throws IOException {
        Map<String, List<String>> runs = new LinkedHashMap<>();
        for (Map.Entry<String, String> asked : collection.questions().entrySet()) {
            float[] vector =
                    model.vectors(Purpose.QUERY, List.of(asked.getValue())).getFirst();
            Question question = new Question(asked.getValue(), vector, ANYBODY, List.of(), ranking, DEPTH);
            List<Hit> hits = index.search(question, Instant.EPOCH);
            runs.put(asked.getKey(), new ArrayList<>(hits.stream().map(Hit::id).toList()));
        }
        return runs;
    }

    private static Ranking ranking(double words, double vectors) {
        Ranking standard = Ranking.DEFAULT;
        return new Ranking(DEPTH, standard.fuse(), standard.constant(), words, vectors, 0, 0, standard.halfLife());
    }
}
