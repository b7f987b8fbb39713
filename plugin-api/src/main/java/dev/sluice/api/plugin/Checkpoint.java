package dev.sluice.api.plugin;

import java.util.concurrent.CancellationException;

/**
 * Where long work may end before it is done: code that runs by {@link PluginContext#computing} goes past one between its slices, a
 * sentence, say, or a match. It costs nothing that can be measured, on an event loop too.
 */
public final class Checkpoint {

    private Checkpoint() {}

    /**
     * Goes on, unless nobody waits for the result any more.
     *
     * @throws CancellationException if the thread was interrupted: the call has ended, or the generation
     */
    public static void pass() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("nobody waits for this work any more");
        }
    }
}
