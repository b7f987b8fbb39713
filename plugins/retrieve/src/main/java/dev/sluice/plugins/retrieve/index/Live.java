package dev.sluice.plugins.retrieve.index;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;

/** What stands behind a collection's index for a while: one's own writer, or copies of what another process writes. */
sealed interface Live extends Closeable permits LiveIndex, FollowedIndex {

    /** Whether it can be written; it never can be again once it could not. */
    boolean isOpen();

    /**
     * Writes it.
     *
     * @throws IOException if it is another process that does
     */
    IndexWriter writer() throws IOException;

    /** See the last commit. */
    SearcherManager searchers();

    /** Makes safe what was written, and has searches see it. */
    void commit() throws IOException;

    /** Copies the last commit to a folder that is not there yet. */
    void snapshot(Path target) throws IOException;

    /** Puts a snapshot in the place of all that is there. */
    void restore(Directory snapshot) throws IOException;
}
