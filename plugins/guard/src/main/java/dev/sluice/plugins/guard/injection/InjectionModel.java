package dev.sluice.plugins.guard.injection;

import dev.sluice.api.plugin.Checkpoint;
import dev.sluice.plugins.guard.scan.Folder;
import dev.sluice.plugins.guard.scan.Piece;
import dev.sluice.plugins.guard.scan.Resources;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The linear model: a weight for each bucket and each label of phrases.
 *
 * <p>A span's score is the logistic function of the sum of its weights, those of n-grams divided by {@link Spans#scale}; a text's is
 * that of its worst span.
 */
public final class InjectionModel {

    private static final String RESOURCE = "injection.model";

    private final Cues cues;
    private final byte[]
            grams; // 64 KB of them: four times as much would not fit beside everything else near the processor.
    private final float scale;
    private final float[] labels;
    private final float bias;

    /**
     * Makes a model, with the precision of one that is shipped.
     *
     * @param cues its phrases
     * @param grams a weight for each bucket
     * @param labels a weight for each label
     * @param bias what a text without features weighs
     */
    public InjectionModel(Cues cues, float[] grams, float[] labels, float bias) {
        this(cues, new byte[grams.length], scale(grams), labels.clone(), bias);
        for (int i = 0; i < grams.length; i++) {
            this.grams[i] = (byte) Math.round(grams[i] / scale);
        }
    }

    private InjectionModel(Cues cues, byte[] grams, float scale, float[] labels, float bias) {
        this.cues = cues;
        this.grams = grams;
        this.scale = scale;
        this.labels = labels;
        this.bias = bias;
    }

    private static float scale(float[] grams) {
        float largest = 0;
        for (float weight : grams) {
            largest = Math.max(largest, Math.abs(weight));
        }
        return Math.max(largest, 1e-9f) / Byte.MAX_VALUE;
    }

    /** What was found worst in a text: the score from 0 to 1, and the span of raw characters that has it. */
    public record Verdict(double score, int start, int end) {}

    /**
     * The model that comes with the plugin.
     *
     * @return read once
     */
    public static InjectionModel shipped() {
        return Shipped.MODEL;
    }

    /** Read from its resource: bias, scale, weights of labels, one signed byte for each bucket. */
    private static InjectionModel read() {
        ByteBuffer in = ByteBuffer.wrap(Resources.bytes(RESOURCE));
        float bias = in.getFloat();
        float scale = in.getFloat();
        Cues cues = Cues.shipped();
        float[] labels = new float[cues.labels().size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = in.getFloat();
        }
        byte[] grams = new byte[Grams.BUCKETS];
        in.get(grams);
        return new InjectionModel(cues, grams, scale, labels, bias);
    }

    /**
     * Writes the model as {@link #read} reads it.
     *
     * @return the resource's bytes
     */
    public byte[] toBytes() {
        ByteBuffer out = ByteBuffer.allocate(8 + labels.length * 4 + grams.length);
        out.putFloat(bias).putFloat(scale);
        for (float label : labels) {
            out.putFloat(label);
        }
        return out.put(grams).array();
    }

    /**
     * Judges a text.
     *
     * @param text as it came
     * @return its worst span
     */
    public Verdict judge(String text) {
        return judge(new Folder().next(text));
    }

    /**
     * Judges a text.
     *
     * @param text all of it, folded
     * @return its worst span
     */
    public Verdict judge(Piece text) {
        Sums sums = new Sums();
        Grams.read(text, cues, sums);
        return sums.worst();
    }

    /** Immutable, and large enough to be had once. */
    private static final class Shipped {
        private static final InjectionModel MODEL = read();
    }

    /** Sums up to the end of each sentence, so that any span's is a difference. */
    private final class Sums implements Grams.Sink {
        private long sum; // Exact, however long the text.
        private int count;
        private int seen;
        private int sentences;
        private long[] sumAt = new long[16];
        private int[] countAt = new int[16];
        private int[] seenIn = new int[16];
        private int[] endAt = new int[16];
        private double worst = Double.NEGATIVE_INFINITY;
        private int worstFrom;
        private int worstTo;

        @Override
        public void grams(int one, int other) {
            sum += grams[one] + grams[other];
            count += 2;
        }

        @Override
        public void phrase(int label) {
            seen |= 1 << label;
        }

        @Override
        public void sentence(int end) {
            Checkpoint.pass();
            if (++sentences == sumAt.length) {
                int room = sentences * 2;
                sumAt = Arrays.copyOf(sumAt, room);
                countAt = Arrays.copyOf(countAt, room);
                seenIn = Arrays.copyOf(seenIn, room);
                endAt = Arrays.copyOf(endAt, room);
            }
            sumAt[sentences] = sum;
            countAt[sentences] = count;
            seenIn[sentences] = seen;
            endAt[sentences] = end;
            seen = 0;
        }

        Verdict worst() {
            Spans.visit(sentences, this::weigh);
            return new Verdict(1 / (1 + Math.exp(-worst)), endAt[worstFrom], endAt[worstTo]);
        }

        private void weigh(int from, int to) {
            int length = countAt[to] - countAt[from];
            double weight = bias + scale * (sumAt[to] - sumAt[from]) / Spans.scale(length);
            int phrases = 0;
            for (int i = from + 1; i <= to; i++) {
                phrases |= seenIn[i];
            }
            for (int i = 0; i < labels.length; i++) {
                weight += (phrases >> i & 1) * labels[i];
            }
            if (weight > worst) {
                worst = weight;
                worstFrom = from;
                worstTo = to;
            }
        }
    }
}
