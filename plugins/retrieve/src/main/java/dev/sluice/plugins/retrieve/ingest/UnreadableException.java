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

    UnreadableException(String message, Throwable cause) {
        super(message, cause);
    }
}
