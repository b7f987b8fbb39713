package dev.sluice.plugins.retrieve;

import dev.sluice.plugins.retrieve.index.CollectionIndex;
import dev.sluice.plugins.retrieve.index.IndexSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.store.LockObtainFailedException;
import org.jspecify.annotations.Nullable;

/** The indexes that are open, each once for as many filters as use it. Its methods block. */
final class Library {

    private final Map<Path, Shared> open = new HashMap<>();

    /**
     * Opens an index, unless it is open; to be {@linkplain #release released}.
     *
     * @throws IOException if it cannot be opened; says what to do
     */
    synchronized Shelf acquire(Path folder, IndexSpec spec, CollectionConfig config) throws IOException {
        Shared shared = open.get(folder);
        if (shared == null) {
            shared = new Shared(shelf(folder, spec, config), where(config));
            open.put(folder, shared);
        } else if (!shared.shelf.spec().equals(spec) || !shared.where.equals(where(config))) {
            throw new IOException("expected the collection in " + folder
                    + " as it is being served, found other settings of" + " its index: restart to have them served");
        }
        shared.users++;
        return shared.shelf;
    }

    /** Whether an index of a folder of that name is open. */
    synchronized boolean serves(String name) {
        return open.keySet().stream().anyMatch(folder -> folder.endsWith(name));
    }

    /** One user less; the last has it closed. */
    synchronized void release(Shelf shelf) throws IOException {
        Shared shared = open.get(shelf.folder());
        if (shared != null && --shared.users == 0) {
            open.remove(shelf.folder());
            shelf.close();
        }
    }

    private static Shelf shelf(Path folder, IndexSpec spec, CollectionConfig config) throws IOException {
        CollectionIndex index = opened(folder, spec, config);
        try {
            // The index is this process's alone: what was being read before ended with another one.
            return new Shelf(folder, spec, index, Attempts.open(folder));
        } catch (IOException | RuntimeException e) {
            index.close();
            throw e;
        }
    }

    private static List<@Nullable Path> where(CollectionConfig config) {
        return Arrays.asList(config.publish(), config.follow());
    }

    private static CollectionIndex opened(Path folder, IndexSpec spec, CollectionConfig config) throws IOException {
        if (config.follow() != null) {
            return CollectionIndex.following(folder, spec, config.follow());
        }
        try {
            return config.publish() == null
                    ? CollectionIndex.open(folder, spec)
                    : CollectionIndex.publishing(folder, spec, config.publish());
        } catch (LockObtainFailedException e) {
            throw new IOException(
                    "expected that nobody else writes the index in " + folder
                            + ", but another process, or another version of this plugin, has it open: stop it first",
                    e);
        }
    }

    private static final class Shared {

        private final Shelf shelf;
        private final List<@Nullable Path> where;
        private int users;

        Shared(Shelf shelf, List<@Nullable Path> where) {
            this.shelf = shelf;
            this.where = where;
        }
    }
}
