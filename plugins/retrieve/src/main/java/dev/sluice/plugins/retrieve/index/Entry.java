package dev.sluice.plugins.retrieve.index;

import java.util.List;

/**
 * A document ready to be written.
 *
 * @param document what is known of it
 * @param hash of all that was read of it: equal hashes, equal entries
 * @param chunks in order
 * @param vectors one for each chunk, or none at all where the collection has no embedder
 */
public record Entry(Document document, String hash, List<Chunk> chunks, List<float[]> vectors) {

    public Entry {
        chunks = List.copyOf(chunks);
        vectors = List.copyOf(vectors);
        if (!vectors.isEmpty() && vectors.size() != chunks.size()) {
            throw new IllegalArgumentException(
                    "expected a vector for each of " + chunks.size() + " chunks, found " + vectors.size());
        }
    }
}
