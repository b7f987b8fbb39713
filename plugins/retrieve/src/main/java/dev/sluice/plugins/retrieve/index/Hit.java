package dev.sluice.plugins.retrieve.index;

import org.jspecify.annotations.Nullable;

/**
 * A chunk that was found.
 *
 * @param id its document's
 * @param number its place in the document, from 0
 * @param title its document's; empty if it has none
 * @param url its document's; empty if it has none
 * @param chunk its words
 * @param score what it was ranked by; says nothing beyond this list
 * @param cosine how near its vector is to the question's; null where one of them has none
 * @param coverage 0 to 1: how much of the question's words, the rarer the weightier, it holds
 */
public record Hit(
        String id,
        int number,
        String title,
        String url,
        Chunk chunk,
        double score,
        @Nullable Double cosine,
        double coverage) {

    /**
     * How likely it is of any use: near in meaning, or full of the question's own words.
     *
     * @return 0 to 1
     */
    public double relevance() {
        return Math.max(cosine == null ? 0 : cosine, coverage);
    }
}
