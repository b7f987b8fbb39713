package dev.sluice.plugins.retrieve;

/** There is nothing to bring documents to; its message says to a person why, and what to do. */
final class DestinationException extends Exception {

    private static final long serialVersionUID = 1L;

    DestinationException(String message) {
        super(message);
    }

    DestinationException(String message, Throwable cause) {
        super(message, cause);
    }
}
