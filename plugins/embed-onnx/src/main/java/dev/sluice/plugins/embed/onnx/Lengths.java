package dev.sluice.plugins.embed.onnx;

/** Brings vectors to length 1, in place. */
final class Lengths {

    private static final double LEAST = 1e-12;

    private Lengths() {}

    /** One that is next to nothing is left next to nothing. */
    static float[] one(float[] vector) {
        float length = (float) Math.max(length(vector), LEAST);
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= length;
        }
        return vector;
    }

    /** One that is next to nothing becomes the first axis. */
    static float[] oneOrAxis(float[] vector) {
        if (length(vector) < LEAST) {
            vector[0] = 1;
        }
        return one(vector);
    }

    private static double length(float[] vector) {
        double square = 0;
        for (float value : vector) {
            square += (double) value * value;
        }
        return Math.sqrt(square);
    }
}
