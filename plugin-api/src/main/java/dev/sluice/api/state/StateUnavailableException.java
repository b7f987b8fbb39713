package dev.sluice.api.state;

import org.jspecify.annotations.Nullable;

/** The store could not do in time what it was asked. Without a stack trace: it is expected while the store is away. */
public final class StateUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message what was expected and what happened, for the operator
     * @param cause what the store's client said; null if it said nothing
     */
    public StateUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
    }
}
