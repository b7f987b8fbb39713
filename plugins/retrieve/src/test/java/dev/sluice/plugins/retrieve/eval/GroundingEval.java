package dev.sluice.plugins.retrieve.eval;

import dev.sluice.api.embed.Embedder.Purpose;
import dev.sluice.plugins.retrieve.ground.WeighedScore;
import dev.sluice.plugins.retrieve.ingest.Sentences;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How well the check tells answers that their sources support from others, beside plain overlap of words; and the same on statements that
 * contradict their source by one word: each supported answer with a number in it, the number changed, and each with a
 * verb that can be denied, denied. Weights and thresholds are chosen on the part of BEGIN that its authors gave for developing, and measured on the part
 * for testing; by words alone, and with the vectors of the models in jars. Argument: {@code --cases DIR}.
 */
public final class GroundingEval {

    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern VERB = Pattern.compile("\\b(is|are|was|were|has|have|can|will)\\b");
    private static final int SAMPLES = 1_000;

    /** The threshold that the config has unless it says otherwise. */
    private static final double PRODUCT = 0.65;

    /** Areas on the part for developing that are nearer than this are not told apart. */
    private static final double ABOUT = 0.003;

    private record Case(String id, String source, String answer, boolean supported) {}

    /** Something that scores, by its name in the table. */
    private record Method(String name, ToDoubleBiFunction<String, String> score) {

        Scores of(List<Case> cases) {
            return new Scores(cases.stream()
                    .map(one -> new Scores.Score(
                            score.applyAsDouble(one.source(), one.answer()), one.supported(), one.source()))
                    .toList());
        }
    }

    private static final Method OVERLAP = new Method("plain overlap of words", GroundingEval::overlap);

    private GroundingEval() {}

    public static void main(String... arguments) throws IOException {
        Path cases = Path.of(Options.required(Options.of(arguments), "cases"));
        Path file = Files.exists(cases.resolve("grounding"))
                ? cases.resolve("grounding/begin.jsonl")
                : cases.resolve("begin.jsonl");
        List<Case> all = read(file);
        List<Case> dev = all.stream().filter(one -> one.id().contains("_dev_")).toList();
        List<Case> test =
                all.stream().filter(one -> !one.id().contains("_dev_")).toList();
        WeighedScore chosen = chosen(dev);
        PrintStream out = System.out;
        out.printf("chosen on dev: %s; the product has: %s%n%n", chosen, WeighedScore.DEFAULT);
        List<Method> methods = new ArrayList<>(List.of(
                OVERLAP,
                new Method("the check, by words", WeighedScore.DEFAULT::of),
                new Method("the check by words, as chosen on dev", chosen::of)));
        for (LocalModel model : List.of(LocalModel.miniLm(), LocalModel.bgeSmall(), LocalModel.staticMiniLm())) {
            Map<String, float[]> vectors = vectors(out, model, dev, test, contradicted(dev), contradicted(test));
            share(out, model, dev, vectors);
            methods.add(new Method(
                    "the check, by words and " + model.name(),
                    (source, answer) -> WeighedScore.DEFAULT.of(source, answer, vectors::get)));
        }
        out.printf(
                "%n| | answers | ROC-AUC | above overlap, 95 %% | above words | balanced accuracy | at | at %.2f |%n|---|---:|---:|---:|---:|---:|---:|---:|%n",
                PRODUCT);
        table(out, "BEGIN, test", methods, dev, test);
        table(out, "contradictions, test", methods, contradicted(dev), contradicted(test));
        table(out, "contradictions, test, at BEGIN's threshold", methods, dev, contradicted(test));
        System.exit(0); // Models keep threads.
    }

    /** Of all that the check may ask for. */
    @SafeVarargs
    private static Map<String, float[]> vectors(PrintStream out, LocalModel model, List<Case>... parts) {
        Set<String> texts = new LinkedHashSet<>();
        long sentences = 0;
        for (List<Case> part : parts) {
            for (Case one : part) {
                texts.addAll(WeighedScore.DEFAULT.texts(one.source(), one.answer()));
                sentences += Sentences.of(one.answer()).size();
            }
        }
        List<String> all = List.copyOf(texts);
        long start = System.nanoTime();
        List<float[]> made = model.vectors(Purpose.PASSAGE, all);
        out.printf(
                Locale.ROOT,
                "%s: %d texts for %d sentences, %.2f ms each on %d threads%n",
                model.name(),
                all.size(),
                sentences,
                (System.nanoTime() - start) / 1e6 / all.size(),
                LocalModel.threads());
        Map<String, float[]> vectors = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            vectors.put(all.get(i), made.get(i));
        }
        return vectors;
    }

    /** What the share of vectors is worth where it may be chosen. */
    private static void share(PrintStream out, LocalModel model, List<Case> dev, Map<String, float[]> vectors) {
        for (int tenths = 0; tenths <= 5; tenths++) {
            WeighedScore weights = WeighedScore.DEFAULT.withMeaning(tenths / 10.0);
            Method method = new Method("", (source, answer) -> weights.of(source, answer, vectors::get));
            out.printf(
                    Locale.ROOT,
                    "%s, dev: a share of %.1f: %.4f; contradictions %.4f%n",
                    model.name(),
                    tenths / 10.0,
                    method.of(dev).auc(),
                    method.of(contradicted(dev)).auc());
        }
    }

    /**
     * What tells the contradictions best of all that are about the best on answers as models gave them, which is what comes most.
     */
    private static WeighedScore chosen(List<Case> dev) {
        Map<WeighedScore, Double> given = new HashMap<>();
        for (double sameMatter : new double[] {0.4, 0.5, 0.6, 0.7}) {
            for (int contradicted = 2; contradicted <= 10; contradicted++) {
                for (double strange : new double[] {0, 0.5, 1}) {
                    for (double passage : new double[] {0, 0.3, 0.5}) {
                        WeighedScore weights = new WeighedScore(sameMatter, contradicted / 10.0, strange, passage, 0);
                        given.put(weights, area(weights, dev));
                    }
                }
            }
        }
        double best = given.values().stream().max(Double::compare).orElseThrow();
        List<Case> contradicted = contradicted(dev);
        return given.entrySet().stream()
                .filter(weights -> weights.getValue() >= best - ABOUT)
                .map(Map.Entry::getKey)
                .max(Comparator.comparingDouble(weights -> area(weights, contradicted)))
                .orElseThrow();
    }

    private static double area(WeighedScore weights, List<Case> cases) {
        return new Method("", weights::of).of(cases).auc();
    }

    /** Each method with the threshold that does best where it may be chosen. */
    private static void table(
            PrintStream out, String name, List<Method> methods, List<Case> choosing, List<Case> cases) {
        Scores overlap = methods.get(0).of(cases);
        Scores words = methods.get(1).of(cases);
        for (Method method : methods) {
            double threshold = method.of(choosing).bestThreshold();
            Scores scores = method.of(cases);
            out.printf(
                    Locale.ROOT,
                    "| %s: %s | %d | %.4f | %s | %s | %.4f | %.2f | %.4f |%n",
                    name,
                    method.name(),
                    cases.size(),
                    scores.auc(),
                    above(scores, overlap),
                    above(scores, words),
                    scores.balanced(threshold),
                    threshold,
                    scores.balanced(PRODUCT));
        }
    }

    private static String above(Scores scores, Scores others) {
        double[] above = scores.larger(others, SAMPLES);
        return String.format(Locale.ROOT, "%+.4f to %+.4f", above[0], above[1]);
    }

    private static List<Case> read(Path file) throws IOException {
        List<Case> cases = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            JsonObject json = new JsonObject(line);
            cases.add(new Case(
                    json.getString("id"),
                    json.getString("context"),
                    json.getString("response"),
                    json.getString("label").equals("Fully attributable")));
        }
        return cases;
    }

    /** Each supported answer as it is, and turned into its contradiction. */
    private static List<Case> contradicted(List<Case> cases) {
        List<Case> pairs = new ArrayList<>();
        for (Case one : cases) {
            if (one.supported()) {
                turned(one.answer()).ifPresent(turned -> {
                    pairs.add(one);
                    pairs.add(new Case(one.id(), one.source(), turned, false));
                });
            }
        }
        return pairs;
    }

    private static Optional<String> turned(String answer) {
        if (NUMBER.matcher(answer).find()) {
            return Optional.of(NUMBER.matcher(answer).replaceFirst(GroundingEval::other));
        }
        return VERB.matcher(answer).find()
                ? Optional.of(VERB.matcher(answer).replaceFirst("$1 not"))
                : Optional.empty();
    }

    private static String other(MatchResult number) {
        String digits = number.group();
        int last = digits.charAt(digits.length() - 1) - '0';
        return digits.substring(0, digits.length() - 1) + (last + 3) % 10;
    }

    private static double overlap(String source, String answer) {
        Set<String> there = new HashSet<>(words(source));
        List<String> said = words(answer);
        return said.stream().filter(there::contains).count() / (double) Math.max(1, said.size());
    }

    private static List<String> words(String text) {
        return List.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"));
    }
}
