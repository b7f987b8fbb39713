package dev.sluice.plugins.retrieve.ingest;

/**
 * A piece of a document's structure.
 *
 * @param kind what it is
 * @param level of a heading, 1 for the outermost; else 0
 * @param text its words; of tables and code, with their line breaks
 */
public record Block(Kind kind, int level, String text) {

    /** What a block is. */
    public enum Kind {
        /** Names what follows it. */
        HEADING,
        /** Running text, or a list. */
        PARAGRAPH,
        /** Rows, one a line; the first is its head. */
        TABLE,
        /** Rows of CSV, whose fields may have line breaks in quotes; the first is its head. */
        RECORDS,
        /** Lines that mean nothing when they are torn apart. */
        CODE
    }

    static Block heading(int level, String text) {
        return new Block(Kind.HEADING, level, text);
    }

    static Block paragraph(String text) {
        return new Block(Kind.PARAGRAPH, 0, text);
    }
}
