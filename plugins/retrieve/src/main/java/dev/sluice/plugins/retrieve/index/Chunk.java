package dev.sluice.plugins.retrieve.index;

/**
 * A piece of a document: what is found, embedded and shown to the model.
 *
 * @param heading the headings above it, outermost first, joined by {@code " > "}; empty if there are none
 * @param text its words
 */
public record Chunk(String heading, String text) {

    /**
     * What is searched: a piece is about what its headings say, even where it does not repeat it.
     *
     * @return the headings and the text
     */
    public String searchable() {
        return heading.isEmpty() ? text : heading + "\n" + text;
    }
}
