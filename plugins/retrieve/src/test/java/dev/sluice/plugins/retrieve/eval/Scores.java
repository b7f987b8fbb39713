package dev.sluice.plugins.retrieve.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Scores of answers, with what people say of each.
 *
 * @param all in any order
 */
record Scores(List<Score> all) {

    /**
     * One answer's.
     *
     * @param value higher is better supported
     * @param supported what people say
     * @param source by which answers belong together
     */
    record Score(double value, boolean supported, String source) {}

    /** How often a supported answer has the higher score than one that is not; half where they are equal. */
    double auc() {
        List<Score> sorted =
                all.stream().sorted(Comparator.comparingDouble(Score::value)).toList();
        double positives = sorted.stream().filter(Score::supported).count();
        double negatives = sorted.size() - positives;
        double wins = 0;
        double below = 0;
        for (int from = 0; from < sorted.size(); ) {
            int to = from;
            double equal = 0;
            double ups = 0;
            while (to < sorted.size()
                    && sorted.get(to).value() == sorted.get(from).value()) {
                ups += sorted.get(to).supported() ? 1 : 0;
                equal += sorted.get(to).supported() ? 0 : 1;
                to++;
            }
            wins += ups * (below + equal / 2);
            below += equal;
            from = to;
        }
        return wins / (positives * negatives);
    }

    /** The mean of the shares that a threshold gets right of each side. */
    double balanced(double threshold) {
        double positives = all.stream().filter(Score::supported).count();
        double kept = all.stream()
                .filter(score -> score.supported() && score.value() >= threshold)
                .count();
        double refused = all.stream()
                .filter(score -> !score.supported() && score.value() < threshold)
                .count();
        return (kept / positives + refused / (all.size() - positives)) / 2;
    }

    /** The threshold, in hundredths, that gets the most right. */
    double bestThreshold() {
        double best = 0;
        for (int i = 0; i <= 100; i++) {
            best = balanced(i / 100.0) > balanced(best) ? i / 100.0 : best;
        }
        return best;
    }

    /** By how much this one's area is larger than the other's: the ends of the middle 95 % over samples of sources, drawn with return. */
    double[] larger(Scores other, int samples) {
        List<String> sources = all.stream().map(Score::source).distinct().toList();
        Random random = new Random(1);
        double[] differences = new double[samples];
        for (int i = 0; i < samples; i++) {
            int[] counts = new int[sources.size()];
            random.ints(sources.size(), 0, sources.size()).forEach(drawn -> counts[drawn]++);
            differences[i] =
                    drawn(sources, counts).auc() - other.drawn(sources, counts).auc();
        }
        Arrays.sort(differences);
        return new double[] {differences[samples / 40], differences[samples - 1 - samples / 40]};
    }

    private Scores drawn(List<String> sources, int[] counts) {
        Map<String, Integer> times = new HashMap<>();
        for (int i = 0; i < counts.length; i++) {
            times.put(sources.get(i), counts[i]);
        }
        List<Score> drawn = new ArrayList<>();
        all.forEach(score -> {
            for (int i = times.getOrDefault(score.source(), 0); i > 0; i--) {
                drawn.add(score);
            }
        });
        return new Scores(drawn);
    }
}
