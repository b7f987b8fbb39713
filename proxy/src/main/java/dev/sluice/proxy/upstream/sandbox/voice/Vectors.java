package dev.sluice.proxy.upstream.sandbox.voice;

import dev.sluice.proxy.upstream.sandbox.model.Digest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Makes a unit vector of a text: each word adds to a few places that its digest chooses (feature hashing), so the same text
 * has the same vector, and texts that share words have similar ones.
 */
public final class Vectors {

    private static final int PLACES = 8;
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    private Vectors() {}

    /**
     * Makes a vector.
     *
     * @param text any
     * @param dimensions at least 1
     * @return of length 1
     */
    public static float[] of(String text, int dimensions) {
        double[] sums = new double[dimensions];
        NO_WORD.splitAsStream(text.toLowerCase(Locale.ROOT)).forEach(word -> add(Digest.of(word), sums));
        if (length(sums) == 0) {
            sums[(int) Math.floorMod(Digest.of(text), (long) dimensions)] = 1;
        }
        double length = length(sums);
        float[] vector = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            vector[i] = (float) (sums[i] / length);
        }
        return vector;
    }

    /**
     * Spells a vector as OpenAI and others do on request.
     *
     * @param vector any
     * @return its floats in 4 bytes each, little-endian, in Base64
     */
    public static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static void add(long word, double[] sums) {
        long random = word;
        for (int i = 0; i < PLACES; i++) {
            random = Digest.stir(random);
            sums[(int) Math.floorMod(random >> 1, (long) sums.length)] += (random & 1) == 0 ? 1 : -1;
        }
    }

    private static double length(double[] sums) {
        double squares = 0;
        for (double sum : sums) {
            squares += sum * sum;
        }
        return Math.sqrt(squares);
    }
}
