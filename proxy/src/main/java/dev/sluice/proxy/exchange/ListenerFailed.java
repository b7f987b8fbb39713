package dev.sluice.proxy.exchange;

/** Whoever was told of a reply threw an exception at it, so that the rest cannot be told: no fault of the provider's. */
public final class ListenerFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * Wraps what was thrown.
     *
     * @param cause it
     */
    public ListenerFailed(RuntimeException cause) {
        super("a reply could not be taken", cause);
    }
}
