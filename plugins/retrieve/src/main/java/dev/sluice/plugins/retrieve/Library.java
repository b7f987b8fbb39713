package dev.sluice.plugins.retrieve;

import dev.sluice.plugins.retrieve.index.CollectionIndex;
import dev.sluice.plugins.retrieve.index.IndexSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.store.LockObtainFailedException;

/** The indexes that are open, each once for as many filters as use it. Its methods block. */
final class Library {

    private final Map<Path, Shared> open = new HashMap<>();

    /**
     * Opens an index, unless it is open; to be {@linkplain #release released}.
     *
     * @throws IOException if it cannot be opened; says what to do
     */
    synchronized Shelf acquire(Path folder, IndexSpec spec) throws IOException {
        Shared shared = open.get(folder);
        if (shared == null) {
            shared = new Shared(new Shelf(folder, spec, opened(folder, spec)));
            open.put(folder, shared);
        } else if (!shared.shelf.spec().equals(spec)) {
            throw new IOException("expected the collection in " + folder
                    + " as it is being served, found other settings of" + " its index: restart to have them served");
        }
        shared.users++;
        return shared.shelf;
    }

    /** One user less; the last has it closed. */
    synchronized void release(Shelf shelf) throws IOException {
        Shared shared = open.get(shelf.folder());
        if (shared != null && --shared.users == 0) {
            open.remove(shelf.folder());
            shelf.close();
        }
    }

    private static CollectionIndex opened(Path folder, IndexSpec spec) throws IOException {
        try {
            return CollectionIndex.open(folder, spec);
        } catch (LockObtainFailedException e) {
            throw new IOException(
                    "expected that nobody else writes the index in " + folder
                            + ", but another process, or another version of this plugin, has it open: stop it first",
                    e);
        }
    }

    private static final class Shared {

        private final Shelf shelf;
        private int users;

        Shared(Shelf shelf) {
            this.shelf = shelf;
        }
    }
}
