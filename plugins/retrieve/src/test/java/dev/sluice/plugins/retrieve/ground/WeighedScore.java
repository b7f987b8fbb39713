package dev.sluice.plugins.retrieve.ground;

import java.util.List;

/**
 * The check with other weights than its own, for the evaluation that chooses them.
 *
 * @param sameMatter see {@link Evidence.Weights}
 * @param contradicted see {@link Evidence.Weights}
 * @param strange see {@link Evidence.Weights}
 * @param passage see {@link Evidence.Weights}
 */
public record WeighedScore(double sameMatter, double contradicted, double strange, double passage) {

    /** With the weights that the product has. */
    public static final WeighedScore DEFAULT = new WeighedScore(
            Evidence.Weights.DEFAULT.sameMatter(),
            Evidence.Weights.DEFAULT.contradicted(),
            Evidence.Weights.DEFAULT.strange(),
            Evidence.Weights.DEFAULT.passage());

    /** How far a source supports an answer. */
    public double of(String source, String answer) {
        Evidence.Weights weights = new Evidence.Weights(sameMatter, contradicted, strange, passage);
        return Grounding.score(answer, Evidence.of(List.of(source), weights));
    }
}
