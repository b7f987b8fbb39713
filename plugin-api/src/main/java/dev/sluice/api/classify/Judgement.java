package dev.sluice.api.classify;

/**
 * What a classifier says of a text, or of a place in it.
 *
 * @param label what it is: a category, a kind of name, a language; in the model's own words
 * @param score how sure this is, 0 to 1
 * @param flagged whether the classifier itself takes it for found, by whatever threshold it has
 * @param start the first character it is said of, in UTF-16 code units
 * @param end behind the last one
 */
public record Judgement(String label, double score, boolean flagged, int start, int end) {

    public Judgement {
        if (!(score >= 0 && score <= 1) || start < 0 || end < start) {
            throw new IllegalArgumentException("expected a score between 0 and 1 and a place, found " + score + " at "
                    + start + "-" + end + " for " + label);
        }
    }

    /**
     * Of a text as a whole.
     *
     * @param label what it is
     * @param score how sure this is, 0 to 1
     * @param flagged whether the classifier itself takes it for found
     * @param text that was judged
     * @return from its beginning to its end
     */
    public static Judgement of(String label, double score, boolean flagged, String text) {
        return new Judgement(label, score, flagged, 0, text.length());
    }
}
