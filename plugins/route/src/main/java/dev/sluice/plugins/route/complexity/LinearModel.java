package dev.sluice.plugins.route.complexity;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.DoubleConsumer;

/**
 * A weighted sum of features: the higher, the more a strong model is expected to gain over a weak one.
 *
 * <p>Its file has a line for each weight that is not zero: what it weighs, a tab, the weight. Means and spreads of the numbers are
 * folded into their weights, and into the bias.
 */
public final class LinearModel {

    private static final String RESOURCE = "weights.tsv";
    private static final String BIAS = "bias";
    private static final String QUANTILE = "quantile";
    private static final String BUCKET = "bucket";
    private static final long MOST_BYTES = 1 << 20;

    private final double[] numbers;
    private final float[] buckets;
    private final double[] quantiles;
    private final double bias;

    /**
     * Puts a model together.
     *
     * @param numbers a weight for each of {@link Features#NAMES}
     * @param buckets a weight for each bucket
     * @param bias what is added
     * @param quantiles the scores below which 0, 1, ... 100 percent of the prompts lay that it was trained on
     */
    public LinearModel(double[] numbers, float[] buckets, double bias, double[] quantiles) {
        this.numbers = numbers.clone();
        this.buckets = buckets.clone();
        this.bias = bias;
        this.quantiles = quantiles.clone();
    }

    /** The one that ships with the plugin. */
    public static LinearModel shipped() {
        try (InputStream file = LinearModel.class.getResourceAsStream(RESOURCE)) {
            Objects.requireNonNull(file, "Expected the plugin's jar to hold its weights");
            return read(new InputStreamReader(file, StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException("The plugin's weights cannot be read", e);
        }
    }

    /**
     * Reads one that somebody trained.
     *
     * @param file its weights, as {@code bench/eval/routing --write} writes them
     * @return the model
     * @throws IllegalArgumentException if it cannot be read or has something else in it; the message says where
     */
    public static LinearModel of(Path file) {
        try (Reader source = Files.newBufferedReader(file, StandardCharsets.US_ASCII)) {
            long size = Files.size(file);
            if (size > MOST_BYTES) {
                throw new IllegalArgumentException(
                        "expected weights of at most " + MOST_BYTES + " bytes, found " + size);
            }
            return read(source);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "expected weights as bench/eval/routing --write makes them; " + file + " cannot be read: " + e, e);
        }
    }

    static LinearModel read(Reader source) throws IOException {
        double[] numbers = new double[Features.NAMES.size()];
        float[] buckets = new float[Features.BUCKETS];
        double[] quantiles = new double[101];
        double[] bias = new double[1];
        BufferedReader lines = new BufferedReader(source);
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            String[] fields = line.split("\t", -1);
            try {
                place(fields[0], numbers, buckets, quantiles, bias).accept(Double.parseDouble(fields[1]));
            } catch (IndexOutOfBoundsException | NumberFormatException e) {
                throw new IllegalArgumentException(
                        "expected a name, a tab and a weight as bench/eval/routing --write makes them, found '"
                                + line.substring(0, Math.min(line.length(), 40)) + "' in line " + number,
                        e);
            }
        }
        return new LinearModel(numbers, buckets, bias[0], quantiles);
    }

    /** Where a weight belongs; an index out of bounds if nowhere. */
    private static DoubleConsumer place(
            String name, double[] numbers, float[] buckets, double[] quantiles, double[] bias) {
        if (name.equals(BIAS)) {
            return weight -> bias[0] = weight;
        }
        if (name.startsWith(QUANTILE)) {
            int at = Objects.checkIndex(Integer.parseInt(name.substring(QUANTILE.length())), quantiles.length);
            return weight -> quantiles[at] = weight;
        }
        if (name.startsWith(BUCKET)) {
            int at = Objects.checkIndex(Integer.parseInt(name.substring(BUCKET.length())), buckets.length);
            return weight -> buckets[at] = (float) weight;
        }
        int at = Objects.checkIndex(Features.NAMES.indexOf(name), numbers.length);
        return weight -> numbers[at] = weight;
    }

    /** Its file. */
    String write() {
        StringBuilder lines = new StringBuilder();
        line(lines, BIAS, bias);
        for (int i = 0; i < numbers.length; i++) {
            line(lines, Features.NAMES.get(i), numbers[i]);
        }
        for (int i = 0; i < quantiles.length; i++) {
            line(lines, QUANTILE + i, quantiles[i]);
        }
        for (int i = 0; i < buckets.length; i++) {
            line(lines, BUCKET + i, buckets[i]);
        }
        return lines.toString();
    }

    private static void line(StringBuilder lines, String name, double weight) {
        float rounded = Math.round(weight * 1e5) / 1e5f;
        if (rounded != 0) {
            lines.append(name).append('\t').append(rounded).append('\n');
        }
    }

    /** The weighted sum. */
    public double score(Features features) {
        double sum = bias;
        double[] found = features.numbers();
        for (int i = 0; i < numbers.length; i++) {
            sum += numbers[i] * found[i];
        }
        float[] hits = features.buckets();
        float bucketSum = 0;
        for (int i = 0; i < buckets.length; i++) {
            bucketSum += buckets[i] * hits[i];
        }
        return sum + bucketSum;
    }

    /** The score above which so many of the prompts lay that it was trained on. */
    public double threshold(double share) {
        return quantiles[(int) Math.round((1 - Math.clamp(share, 0, 1)) * 100)];
    }
}
