package dev.sluice.api.chat;

import org.jspecify.annotations.Nullable;

/**
 * Where words of an answer come from. Whatever is null was not said.
 *
 * @param url of the source
 * @param title of the source
 * @param quote its own words
 * @param inAnswer the characters of the answer that rest on it
 * @param inDocument where in a document of the request
 */
public record Citation(
        @Nullable String url,
        @Nullable String title,
        @Nullable String quote,
        @Nullable Span inAnswer,
        @Nullable DocumentSpan inDocument) {

    /**
     * A stretch.
     *
     * @param start the first, from 0 on
     * @param end behind the last
     */
    public record Span(int start, int end) {}

    /**
     * A stretch of a document of the request.
     *
     * @param document which, from 0 on
     * @param unit what is counted
     * @param start the first
     * @param end behind the last
     */
    public record DocumentSpan(int document, Unit unit, int start, int end) {

        /** What a stretch is counted in. */
        public enum Unit {
            /** Characters, from 0 on. */
            CHARACTERS,
            /** Pages, from 1 on. */
            PAGES,
            /** Blocks of content, from 0 on. */
            BLOCKS
        }
    }
}
