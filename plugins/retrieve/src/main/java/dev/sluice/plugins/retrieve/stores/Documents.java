package dev.sluice.plugins.retrieve.stores;

import dev.sluice.api.retrieve.Passage;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The index that the files of stores are found in. */
public interface Documents {

    /**
     * Takes a file in, in the place of the one with its id.
     *
     * @param id of the document
     * @param file what is known of it
     * @param bytes all of it
     * @return why it cannot be read, null if it can; a failure if the index cannot be written
     */
    Future<@Nullable String> put(String id, StoredFile file, Buffer bytes);

    /**
     * Removes a document.
     *
     * @param id of the document
     * @return done when it is found no more
     */
    Future<Void> remove(String id);

    /**
     * Searches.
     *
     * @param tenant whose documents may be found
     * @param ids the only documents that are looked through
     * @param wanted the words, and how many chunks at most
     * @return the best first
     */
    Future<List<Passage>> find(String tenant, Set<String> ids, Finding.Wanted wanted);

    /**
     * What was read of a document.
     *
     * @param id of the document
     * @return its chunks in order; empty if it is not there
     */
    Future<List<String>> texts(String id);

    /**
     * All documents that there are.
     *
     * @return their ids
     */
    Future<List<String>> ids();

    /**
     * How documents are cut.
     *
     * @return tokens of a chunk, and how many of them stand in the next one, too
     */
    Cut cut();

    /**
     * How documents are cut.
     *
     * @param tokens of a chunk
     * @param overlap tokens that stand in the next one, too
     */
    record Cut(int tokens, int overlap) {}
}
