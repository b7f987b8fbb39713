package dev.sluice.api.embed;

/**
 * What a kind of vector is: vectors of models that are not equal must not be compared, nor kept in one index.
 *
 * @param name the model's, changed with everything that changes its vectors
 * @param dimensions of every vector
 * @param window tokens of a text that it reads; what follows is ignored
 * @param batch most texts that it is given at a time
 * @param parallel most batches that it has in hand at a time
 */
public record EmbeddingModel(String name, int dimensions, int window, int batch, int parallel) {

    public EmbeddingModel {
        if (dimensions < 1 || window < 1 || batch < 1 || parallel < 1) {
            throw new IllegalArgumentException("expected an embedding model with positive numbers, found " + name
                    + " with " + dimensions + " dimensions, a window of " + window + ", batches of " + batch + ", "
                    + parallel + " at a time");
        }
    }

    /**
     * Whether vectors of another model can stand beside those of this one.
     *
     * @param other the other model
     * @return true if both make the same vectors, however fast
     */
    public boolean isComparableTo(EmbeddingModel other) {
        return name.equals(other.name) && dimensions == other.dimensions;
    }
}
