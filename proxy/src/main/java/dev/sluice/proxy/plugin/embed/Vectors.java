package dev.sluice.proxy.plugin.embed;

import dev.sluice.api.embed.EmbeddingModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks what a plugin's model answers: a wrong vector in an index is found by nobody later. */
final class Vectors {

    private Vectors() {}

    static List<float[]> checked(@Nullable List<float[]> vectors, int count, EmbeddingModel model) {
        if (vectors == null || vectors.size() != count) {
            throw new IllegalStateException("Expected " + count + " vectors of the embedder " + model.name()
                    + ", found " + (vectors == null ? "none" : vectors.size()) + ": it is broken; tell its author.");
        }
        vectors.forEach(vector -> check(vector, model));
        return vectors;
    }

    private static void check(float[] vector, EmbeddingModel model) {
        if (vector.length != model.dimensions()) {
            throw new IllegalStateException("Expected vectors of " + model.dimensions() + " dimensions of the embedder "
                    + model.name() + ", found one of " + vector.length + ": correct its config.");
        }
        for (float value : vector) {
            if (!Float.isFinite(value)) {
                throw new IllegalStateException("Expected numbers in a vector of the embedder " + model.name()
                        + ", found " + value + ": its model is broken.");
            }
        }
    }
}
