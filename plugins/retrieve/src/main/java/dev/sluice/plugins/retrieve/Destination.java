package dev.sluice.plugins.retrieve;

import dev.sluice.plugins.retrieve.ingest.Largest;
import java.io.IOException;

/** Where {@code sluice index} brings documents. Its methods block, and are called by several threads at once. */
sealed interface Destination extends AutoCloseable permits ServingCollection, OwnCollection {

    /** The largest documents that it takes. */
    Largest largest();

    /**
     * Puts a document in the place of the one with its id.
     *
     * @throws IOException if what became of it is not known
     */
    Report put(Incoming incoming) throws IOException, InterruptedException;

    @Override
    void close();
}
