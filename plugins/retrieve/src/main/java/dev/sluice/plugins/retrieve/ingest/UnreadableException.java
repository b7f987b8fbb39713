package dev.sluice.plugins.retrieve.ingest;

import dev.sluice.api.config.DataSize;

/** A document that cannot be read; its message says to a person why, and what to do. */
public final class UnreadableException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableException(String message) {
        super(message);
    }

    /**
     * A document that is not even looked at.
     *
     * @param bytes its size
     * @param largest the largest that is read
     * @return to be thrown
     */
    public static UnreadableException tooLarge(long bytes, DataSize largest) {
        return new UnreadableException("expected a document of at most " + largest + ", found one of " + bytes
                + " bytes: cut it up, or raise max-document");
    }

    /**
     * A document of more text than is taken.
     *
     * @param found how much it has, in words
     * @param most the most that is taken, in characters
     * @return to be thrown
     */
    static UnreadableException tooMuchText(String found, DataSize most) {
        return new UnreadableException(
                "expected at most " + most + " of text, found " + found + ": cut the document up, or raise max-text");
    }

    /**
     * A document that the process has no memory for.
     *
     * @param bytes its size
     * @param largest the largest that it has memory for
     * @return to be thrown
     */
    static UnreadableException tooLargeForTheHeap(long bytes, DataSize largest) {
        return new UnreadableException(
                "expected a document of at most " + largest + ", a quarter of the heap, found one of " + bytes
                        + " bytes: cut it up, or give the process more heap");
    }

    /**
     * A document during whose reading the process ended.
     *
     * @return to be thrown
     */
    public static UnreadableException endedTheProcess() {
        return new UnreadableException(
                "expected a document that can be read, found one during whose reading the process ended: it is not"
                        + " read again until it changes. If something else ended the process, remove it by its id and send"
                        + " it again, or touch its file");
    }

    UnreadableException(String message, Throwable cause) {
        super(message, cause);
    }
}
