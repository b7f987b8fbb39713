package dev.sluice.plugins.retrieve.eval;

import dev.sluice.plugins.retrieve.ground.Evidence;
import dev.sluice.plugins.retrieve.ground.Grounding;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How well the check tells answers that their sources support from others, beside plain overlap of words. Then the same on statements that
 * contradict their source by one word: each supported answer with a number in it, the number changed, and each with a
 * verb that can be denied, denied. Argument: {@code --cases DIR}.
 */
public final class GroundingEval {

    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern VERB = Pattern.compile("\\b(is|are|was|were|has|have|can|will)\\b");

    private record Case(String source, String answer, boolean supported) {}

    private record Scored(double score, boolean supported) {}

    private GroundingEval() {}

    public static void main(String... arguments) throws IOException {
        Path cases = Path.of(Options.required(Options.of(arguments), "cases"));
        Path file = Files.exists(cases.resolve("grounding"))
                ? cases.resolve("grounding/begin.jsonl")
                : cases.resolve("begin.jsonl");
        List<Case> labelled = read(file);
        PrintStream out = System.out;
        out.printf("%-34s %8s %10s %8s%n", "", "ROC-AUC", "bal. acc.", "at");
        table(out, "BEGIN, " + labelled.size() + " answers", labelled);
        List<Case> contradicted = contradicted(labelled);
        table(out, "contradiction, " + contradicted.size() + " answers", contradicted);
    }

    private static void table(PrintStream out, String name, List<Case> cases) {
        row(out, name + ": overlap", cases, GroundingEval::overlap);
        row(out, name + ": sluice", cases, (source, answer) -> Grounding.score(answer, Evidence.of(List.of(source))));
    }

    private static void row(PrintStream out, String name, List<Case> cases, ToDoubleBiFunction<String, String> score) {
        List<Scored> scored = cases.stream()
                .map(one -> new Scored(score.applyAsDouble(one.source(), one.answer()), one.supported()))
                .toList();
        double[] best = balanced(scored);
        out.printf(Locale.ROOT, "%-44s %8.4f %10.4f %8.2f%n", name, auc(scored), best[0], best[1]);
    }

    private static List<Case> read(Path file) throws IOException {
        List<Case> cases = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            JsonObject json = new JsonObject(line);
            cases.add(new Case(
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
                    pairs.add(new Case(one.source(), turned, false));
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

    private static double auc(List<Scored> scored) {
        double sum = 0;
        long pairs = 0;
        for (Scored yes : scored.stream().filter(Scored::supported).toList()) {
            for (Scored no : scored) {
                if (!no.supported()) {
                    sum += yes.score() > no.score() ? 1 : yes.score() == no.score() ? 0.5 : 0;
                    pairs++;
                }
            }
        }
        return sum / pairs;
    }

    /** The best balanced accuracy of any threshold, and that threshold. */
    private static double[] balanced(List<Scored> scored) {
        double[] best = {0, 0};
        double positive = scored.stream().filter(Scored::supported).count();
        for (int i = 0; i <= 100; i++) {
            double threshold = i / 100.0;
            double kept = scored.stream()
                    .filter(one -> one.supported() && one.score() >= threshold)
                    .count();
            double refused = scored.stream()
                    .filter(one -> !one.supported() && one.score() < threshold)
                    .count();
            double accuracy = (kept / positive + refused / (scored.size() - positive)) / 2;
            if (accuracy > best[0]) {
                best = new double[] {accuracy, threshold};
            }
        }
        return best;
    }
}
