package dev.sluice.api.rerank;

/**
 * How well a passage fits a question.
 *
 * @param index the passage's place in what was asked, from 0 on
 * @param relevance the more the better; 0 to 1 with most models
 */
public record Rank(int index, double relevance) {

    public Rank {
        if (index < 0 || !Double.isFinite(relevance)) {
            throw new IllegalArgumentException(
                    "expected a place and how relevant it is, found " + index + " with " + relevance);
        }
    }
}
