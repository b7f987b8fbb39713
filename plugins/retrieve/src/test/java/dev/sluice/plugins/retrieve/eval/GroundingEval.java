package dev.sluice.plugins.retrieve.eval;

import dev.sluice.plugins.retrieve.ground.WeighedScore;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
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
 * for testing. Argument: {@code --cases DIR}.
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
        out.printf(
                "| | answers | ROC-AUC | above overlap, 95 %% | balanced accuracy | at | at %.2f |%n|---|---:|---:|---:|---:|---:|---:|%n",
                PRODUCT);
        table(out, "BEGIN, test", chosen, dev, test);
        table(out, "contradictions, test", chosen, contradicted(dev), contradicted(test));
        table(out, "contradictions, test, at BEGIN's threshold", chosen, dev, contradicted(test));
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
                        WeighedScore weights = new WeighedScore(sameMatter, contradicted / 10.0, strange, passage);
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
            PrintStream out, String name, WeighedScore chosen, List<Case> choosing, List<Case> cases) {
        Method overlap = new Method("plain overlap of words", GroundingEval::overlap);
        Method check = new Method("the check", WeighedScore.DEFAULT::of);
        Method held = new Method("the check, as chosen on dev", chosen::of);
        for (Method method : List.of(overlap, check, held)) {
            double threshold = method.of(choosing).bestThreshold();
            Scores scores = method.of(cases);
            double[] above = scores.larger(overlap.of(cases), SAMPLES);
            out.printf(
                    Locale.ROOT,
                    "| %s: %s | %d | %.4f | %s | %.4f | %.2f | %.4f |%n",
                    name,
                    method.name(),
                    cases.size(),
                    scores.auc(),
                    method.equals(overlap) ? "" : String.format(Locale.ROOT, "%+.4f to %+.4f", above[0], above[1]),
                    scores.balanced(threshold),
                    threshold,
                    scores.balanced(PRODUCT));
        }
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
