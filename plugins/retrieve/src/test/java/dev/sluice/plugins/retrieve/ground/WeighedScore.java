package dev.sluice.plugins.retrieve.ground;

import dev.sluice.plugins.retrieve.ingest.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The check with other weights than its own, for the evaluation that chooses them.
 *
 * @param sameMatter see {@link Evidence.Weights}
 * @param contradicted see {@link Evidence.Weights}
 * @param strange see {@link Evidence.Weights}
 * @param passage see {@link Evidence.Weights}
 * @param meaning see {@link Evidence.Weights}
 */
public record WeighedScore(double sameMatter, double contradicted, double strange, double passage, double meaning) {

    /** With the weights that the product has. */
    public static final WeighedScore DEFAULT = new WeighedScore(
            Evidence.Weights.DEFAULT.sameMatter(),
            Evidence.Weights.DEFAULT.contradicted(),
            Evidence.Weights.DEFAULT.strange(),
            Evidence.Weights.DEFAULT.passage(),
            Evidence.Weights.DEFAULT.meaning());

    /** The same, with another share of what vectors say. */
    public WeighedScore withMeaning(double share) {
        return new WeighedScore(sameMatter, contradicted, strange, passage, share);
    }

    /** How far a source supports an answer, by its words. */
    public double of(String source, String answer) {
        return Grounding.score(answer, evidence(source));
    }

    /** The same, by its words and by vectors. */
    public double of(String source, String answer, Function<String, float[]> vectors) {
        Evidence evidence = evidence(source);
        return Grounding.score(answer, evidence, sentence -> {
            Evidence.Claim claim = evidence.claim(sentence);
            return claim.isComparable() ? Comparison.likest(sentence, Comparison.like(claim), vectors) : null;
        });
    }

    /** All that may be asked for then. */
    public List<String> texts(String source, String answer) {
        Evidence evidence = evidence(source);
        List<String> texts = new ArrayList<>();
        for (String sentence : Sentences.of(answer)) {
            texts.add(sentence);
            texts.addAll(Comparison.like(evidence.claim(sentence)));
        }
        return texts;
    }

    private Evidence evidence(String source) {
        return Evidence.of(List.of(source), new Evidence.Weights(sameMatter, contradicted, strange, passage, meaning));
    }
}
