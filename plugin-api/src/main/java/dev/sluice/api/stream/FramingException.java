package dev.sluice.api.stream;

/** A stream cannot be cut into frames: an event without end, or bytes that are none of the framing's. */
public final class FramingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public FramingException(String message) {
        super(message);
    }
}
