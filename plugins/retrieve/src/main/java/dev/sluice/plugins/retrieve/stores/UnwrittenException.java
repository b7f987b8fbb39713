package dev.sluice.plugins.retrieve.stores;

import java.io.IOException;

/** The disk did not take a change; its message is for the client, whom the server's paths do not concern. */
public final class UnwrittenException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what became of a change.
     *
     * @param failure what the disk said
     */
    public UnwrittenException(IOException failure) {
        super(
                "Expected to write it to the disk of the server, which did not take it. Send it again when there is room"
                        + " there.",
                failure);
    }
}
