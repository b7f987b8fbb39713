package dev.sluice.plugins.guard.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** What each threshold finds, and what it finds wrongly, by set. */
final class Curve {

    private final TreeMap<String, List<Double>> attacks = new TreeMap<>();
    private final TreeMap<String, List<Double>> benign = new TreeMap<>();

    /** The curve of examples and their weights, in the same order. */
    static Curve of(List<Example> examples, List<Double> weights) {
        Curve curve = new Curve();
        for (int i = 0; i < weights.size(); i++) {
            curve.add(examples.get(i).of(), weights.get(i));
        }
        return curve;
    }

    void add(Labelled text, double score) {
        (text.attack() ? attacks : benign)
                .computeIfAbsent(family(text.set()), set -> new ArrayList<>())
                .add(score);
    }

    /** NotInject's three sets differ by how many trigger words a text has. */
    private static String family(String set) {
        return set.startsWith("notinject") ? "notinject" : set;
    }

    /** The share of a set's scores that reach a threshold. */
    private static double share(List<Double> scores, double threshold) {
        return (double) scores.stream().filter(score -> score >= threshold).count() / Math.max(1, scores.size());
    }

    double falsePositives(String set, double threshold) {
        return share(benign.getOrDefault(set, List.of()), threshold);
    }

    /** The lowest threshold that costs at most so much. */
    double threshold(double deepset, double notInject) {
        return benign.values().stream()
                .flatMap(List::stream)
                .map(score -> Math.nextUp(score))
                .sorted()
                .filter(score ->
                        falsePositives("deepset", score) <= deepset && falsePositives("notinject", score) <= notInject)
                .findFirst()
                .orElse(0.0);
    }

    String table(List<Double> thresholds) {
        StringBuilder table = new StringBuilder("threshold");
        attacks.forEach((set, scores) -> table.append(" | recall ")
                .append(set)
                .append(" (")
                .append(scores.size())
                .append(")"));
        benign.forEach((set, scores) -> table.append(" | false ")
                .append(set)
                .append(" (")
                .append(scores.size())
                .append(")"));
        for (double threshold : thresholds) {
            table.append(String.format(Locale.ROOT, "%n%9.3f", threshold));
            attacks.values()
                    .forEach(scores -> table.append(String.format(Locale.ROOT, " | %.3f", share(scores, threshold))));
            benign.values()
                    .forEach(scores -> table.append(String.format(Locale.ROOT, " | %.3f", share(scores, threshold))));
        }
        return table.toString();
    }
}
