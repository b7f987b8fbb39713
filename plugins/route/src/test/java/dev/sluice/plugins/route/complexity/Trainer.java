package dev.sluice.plugins.route.complexity;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Fits a linear model to what strong models gained, by least squares with a penalty on large weights (ridge regression), by
 * stochastic gradient descent with AdaGrad's steps. Seeded: the same cases give the same model.
 */
final class Trainer {

    /** Passes over the cases. */
    private static final int EPOCHS = 30;

    private static final double STEP = 0.02;
    private final double numberPenalty;
    private final double bucketPenalty;
    private final SplittableRandom random = new SplittableRandom(4);

    Trainer(double numberPenalty, double bucketPenalty) {
        this.numberPenalty = numberPenalty;
        this.bucketPenalty = bucketPenalty;
    }

    LinearModel train(List<Prompted> cases) {
        Features[] features = cases.stream().map(Prompted::features).toArray(Features[]::new);
        Scale scale = Scale.of(features);
        Fit fit = new Fit(scale);
        int[] order = new int[features.length];
        Arrays.setAll(order, i -> i);
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            shuffle(order);
            for (int i : order) {
                fit.step(features[i], cases.get(i).gain());
            }
        }
        return fit.model(features);
    }

    private void shuffle(int[] order) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
    }

    /** Means and spreads of the numbers, so that all weigh alike in the penalty. */
    private static final class Scale {

        private final double[] mean;
        private final double[] spread;

        private Scale(double[] mean, double[] spread) {
            this.mean = mean;
            this.spread = spread;
        }

        static Scale of(Features[] all) {
            double[] mean = new double[Features.NAMES.size()];
            double[] spread = new double[mean.length];
            for (Features one : all) {
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += one.numbers()[i] / all.length;
                }
            }
            for (Features one : all) {
                for (int i = 0; i < mean.length; i++) {
                    spread[i] += Math.pow(one.numbers()[i] - mean[i], 2) / all.length;
                }
            }
            for (int i = 0; i < mean.length; i++) {
                spread[i] = Math.max(1e-6, Math.sqrt(spread[i]));
            }
            return new Scale(mean, spread);
        }

        double at(Features features, int i) {
            return spread[i] <= 1e-6 ? 0 : (features.numbers()[i] - mean[i]) / spread[i];
        }
    }

    /** The weights while they are fitted. */
    private final class Fit {

        private final Scale scale;
        private final double[] numbers = new double[Features.NAMES.size()];
        private final double[] buckets = new double[Features.BUCKETS];
        private final double[] numberSquares = new double[numbers.length];
        private final double[] bucketSquares = new double[buckets.length];
        private double bias;

        Fit(Scale scale) {
            this.scale = scale;
        }

        void step(Features features, double wanted) {
            float[] hits = features.buckets();
            double error = predicted(features) - wanted;
            bias -= STEP * error / 10;
            for (int i = 0; i < numbers.length; i++) {
                double slope = error * scale.at(features, i) + numberPenalty * numbers[i];
                numberSquares[i] += slope * slope;
                numbers[i] -= STEP * slope / Math.sqrt(numberSquares[i] + 1);
            }
            for (int i = 0; i < buckets.length; i++) {
                if (hits[i] != 0) {
                    double slope = error * hits[i] + bucketPenalty * buckets[i];
                    bucketSquares[i] += slope * slope;
                    buckets[i] -= STEP * 10 * slope / Math.sqrt(bucketSquares[i] + 1);
                }
            }
        }

        private double predicted(Features features) {
            double sum = bias;
            for (int i = 0; i < numbers.length; i++) {
                sum += numbers[i] * scale.at(features, i);
            }
            float[] hits = features.buckets();
            for (int i = 0; i < buckets.length; i++) {
                sum += hits[i] == 0 ? 0 : buckets[i] * hits[i];
            }
            return sum;
        }

        LinearModel model(Features[] seen) {
            double[] folded = new double[numbers.length];
            double foldedBias = bias;
            for (int i = 0; i < numbers.length; i++) {
                folded[i] = scale.spread[i] <= 1e-6 ? 0 : numbers[i] / scale.spread[i];
                foldedBias -= folded[i] * scale.mean[i];
            }
            float[] narrowed = new float[buckets.length];
            for (int i = 0; i < buckets.length; i++) {
                narrowed[i] = (float) buckets[i];
            }
            LinearModel fitted = new LinearModel(folded, narrowed, foldedBias, new double[101]);
            double[] scores =
                    Arrays.stream(seen).mapToDouble(fitted::score).sorted().toArray();
            double[] quantiles = new double[101];
            Arrays.setAll(quantiles, i -> scores[Math.min(scores.length - 1, i * scores.length / 100)]);
            return new LinearModel(folded, narrowed, foldedBias, quantiles);
        }
    }
}
