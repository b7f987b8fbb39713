package dev.sluice.plugins.guard.cli;

import dev.sluice.plugins.guard.injection.Cues;
import dev.sluice.plugins.guard.injection.Grams;
import dev.sluice.plugins.guard.injection.InjectionModel;
import dev.sluice.plugins.guard.injection.Spans;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Learns the model: logistic regression by AdaGrad (Duchi et al., 2011) with weight decay. Which span of an attack is the attack is
 * not labelled, so it learns in rounds: from the worst span of each attack, and the worst spans of each harmless text, as the
 * round before saw them (multiple-instance learning). Deterministic.
 */
final class Trainer {

    private static final int ROUNDS = 3;
    private static final int EPOCHS = 12;
    private static final int HARD = 3;
    private static final double RATE = 0.15;
    private static final double DECAY = 2e-3;
    private static final double LABEL_PRIOR = 1.2;
    private static final double ATTACK_WEIGHT = 2;
    private static final long SEED = 20260101;

    private record Lesson(Example.Span span, boolean attack) {}

    private final Cues cues;
    private final double[] grams = new double[Grams.BUCKETS];
    private final double[] gramSquares = new double[Grams.BUCKETS];
    private final double[] labels;
    private final double[] labelSquares;
    private double bias;

    Trainer(Cues cues) {
        this.cues = cues;
        this.labels = new double[cues.labels().size()];
        this.labelSquares = new double[labels.length];
    }

    /** Learns from all of them. */
    Trainer learn(List<Example> examples) {
        List<Lesson> lessons = examples.stream()
                .map(example ->
                        new Lesson(example.spans().getFirst(), example.of().attack()))
                .toList();
        study(lessons);
        for (int round = 1; round < ROUNDS; round++) {
            List<Lesson> chosen =
                    examples.stream().flatMap(e -> worst(e).stream()).toList();
            study(chosen);
        }
        return this;
    }

    /** The weight of an example's worst span. */
    double weigh(Example example) {
        return example.spans().stream()
                .mapToDouble(span -> span.weigh(grams, labels, bias))
                .max()
                .orElseThrow();
    }

    /** The model, with a bias by which the weight {@code zero} becomes a score of one half. */
    InjectionModel model(double zero) {
        float[] gramWeights = new float[grams.length];
        for (int i = 0; i < grams.length; i++) {
            gramWeights[i] = (float) grams[i];
        }
        float[] labelWeights = new float[labels.length];
        for (int i = 0; i < labels.length; i++) {
            labelWeights[i] = (float) labels[i];
        }
        return new InjectionModel(cues, gramWeights, labelWeights, (float) (bias - zero));
    }

    private List<Lesson> worst(Example example) {
        return example.spans().stream()
                .sorted(Comparator.comparingDouble((Example.Span span) -> -span.weigh(grams, labels, bias)))
                .limit(example.of().attack() ? 1 : HARD)
                .map(span -> new Lesson(span, example.of().attack()))
                .toList();
    }

    private void study(List<Lesson> lessons) {
        Arrays.fill(grams, 0);
        Arrays.fill(gramSquares, 1e-6);
        Arrays.fill(labels, LABEL_PRIOR);
        Arrays.fill(labelSquares, 1);
        bias = -1;
        SplittableRandom random = new SplittableRandom(SEED);
        List<Lesson> order = new ArrayList<>(lessons);
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            shuffle(order, random);
            order.forEach(this::step);
        }
    }

    private void step(Lesson lesson) {
        Example.Span span = lesson.span();
        double predicted = 1 / (1 + Math.exp(-span.weigh(grams, labels, bias)));
        double slope = (predicted - (lesson.attack() ? 1 : 0)) * (lesson.attack() ? ATTACK_WEIGHT : 1);
        double share = slope / Spans.scale(span.buckets().length);
        for (int bucket : span.buckets()) {
            double gradient = share + DECAY * grams[bucket];
            gramSquares[bucket] += gradient * gradient;
            grams[bucket] -= RATE * gradient / Math.sqrt(gramSquares[bucket]);
        }
        for (int i = 0; i < labels.length; i++) {
            if ((span.labels() >> i & 1) == 1) {
                labelSquares[i] += slope * slope;
                labels[i] = Math.max(0, labels[i] - RATE * slope / Math.sqrt(labelSquares[i]));
            }
        }
        bias -= RATE / 4 * slope;
    }

    private static void shuffle(List<Lesson> list, SplittableRandom random) {
        for (int i = list.size() - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            Lesson swapped = list.get(i);
            list.set(i, list.get(other));
            list.set(other, swapped);
        }
    }
}
