package dev.sluice.plugins.retrieve.ingest;

/** A document that cannot be read; its message says to a person why, and what to do. */
public final class UnreadableException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableException(String message) {
        super(message);
    }

    UnreadableException(String message, Throwable cause) {
        super(message, cause);
    }
}
