package dev.sluice.plugins.route.complexity;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Quality by cost: what share of the strong model's gain is recovered when a share of the calls, those of the highest score, goes to it.
 * Random routing recovers the share itself, in the mean.
 */
final class Curve {

    private final double[] recovered;

    Curve(double[] recovered) {
        this.recovered = recovered;
    }

    static Curve of(List<Prompted> cases, ToDoubleFunction<Prompted> score) {
        List<Prompted> hardest = cases.stream()
                .sorted(Comparator.comparingDouble(score).reversed().thenComparing(Prompted::id))
                .toList();
        double whole = cases.stream().mapToInt(Prompted::gain).sum();
        double[] recovered = new double[cases.size() + 1];
        for (int i = 0; i < hardest.size(); i++) {
            recovered[i + 1] = recovered[i] + hardest.get(i).gain() / whole;
        }
        return new Curve(recovered);
    }

    /** RouteLLM's average performance gap recovered: the mean over all shares of calls. */
    double apgr() {
        return IntStream.range(0, recovered.length)
                .mapToDouble(i -> recovered[i])
                .average()
                .orElse(0);
    }

    /** RouteLLM's call-performance threshold: the smallest share of strong calls that recovers so much of the gap. */
    double cpt(double share) {
        for (int i = 0; i < recovered.length; i++) {
            if (recovered[i] >= share) {
                return (double) i / (recovered.length - 1);
            }
        }
        return 1;
    }

    /** What is recovered with a share of the calls. */
    double at(double share) {
        return recovered[(int) Math.round(share * (recovered.length - 1))];
    }
}
