package dev.sluice.plugins.retrieve.ingest;

import dev.sluice.api.config.DataSize;
import org.jspecify.annotations.Nullable;

/**
 * How large documents may be. It is told by the number of their bytes, so that one that is refused need not be read.
 *
 * @param document a whole one, in bytes
 * @param text what is read of it, in characters
 */
public record Largest(DataSize document, DataSize text) {

    /** Beside the bytes of a document there are its text, its chunks and what its parser makes. */
    private static final int HEAP_SHARE = 4;

    /** UTF-8 takes three bytes for a character at most, and four for those that are two of UTF-16, as text is counted. */
    private static final int LONGEST_CHARACTER = 3;

    /** The mark of the byte order. */
    private static final int MARK = 3;

    /**
     * The most bytes of one that may be taken in.
     *
     * @param name its file's name, or its id
     * @param mediaType null if it is not known
     * @return of a text, what {@link #text} comes to at its longest; never more than this process has memory for
     */
    public DataSize of(String name, @Nullable String mediaType) {
        long most = Math.min(document.bytes(), heap().bytes());
        return new DataSize(DocumentReader.parses(name, mediaType) ? most : Math.min(most, longest(text.bytes())));
    }

    /**
     * Refuses what is larger.
     *
     * @param name its file's name, or its id
     * @param mediaType null if it is not known
     * @param bytes how many it has
     * @throws UnreadableException if it is; says which bound it is above
     */
    public void check(String name, @Nullable String mediaType, long bytes) throws UnreadableException {
        if (bytes <= of(name, mediaType).bytes()) {
            return;
        }
        if (bytes > document.bytes()) {
            throw UnreadableException.tooLarge(bytes, document);
        } else if (bytes > heap().bytes()) {
            throw UnreadableException.tooLargeForTheHeap(bytes, heap());
        }
        throw UnreadableException.tooMuchText(
                "at least " + bytes + " bytes, which are more characters in any encoding", text);
    }

    private static long longest(long characters) {
        return characters > Long.MAX_VALUE / (2 * LONGEST_CHARACTER)
                ? Long.MAX_VALUE
                : characters * LONGEST_CHARACTER + MARK;
    }

    private static DataSize heap() {
        return new DataSize(Runtime.getRuntime().maxMemory() / HEAP_SHARE);
    }
}
