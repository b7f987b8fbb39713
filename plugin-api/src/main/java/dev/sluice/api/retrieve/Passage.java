package dev.sluice.api.retrieve;

/**
 * A piece of a document that was found.
 *
 * @param id its document's
 * @param number its place in the document, from 0 on
 * @param title its document's; empty if it has none
 * @param url where people read the document; empty if nowhere
 * @param heading the headings above it; empty if there are none
 * @param text its words
 * @param relevance 0 to 1, how likely it is of any use: near in meaning (the cosine of the vectors), or full of the question's own words,
 *     whichever is more
 */
public record Passage(String id, int number, String title, String url, String heading, String text, double relevance) {

    public Passage {
        if (number < 0 || !Double.isFinite(relevance)) {
            throw new IllegalArgumentException(
                    "expected a place and how relevant it is, found " + number + " with " + relevance);
        }
        relevance = Math.clamp(relevance, 0, 1);
    }

    /**
     * What a model reads: a piece is about what its headings say, even where it does not repeat it.
     *
     * @return the headings and the text
     */
    public String searchable() {
        return heading.isEmpty() ? text : heading + "\n" + text;
    }
}
