package dev.sluice.plugins.retrieve.index;

import dev.sluice.api.embed.EmbeddingModel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.Similarity;
import org.jspecify.annotations.Nullable;

/**
 * What an index has to be made with: one that was made otherwise answers wrongly, and is refused.
 *
 * @param language whose analyzer cuts its words
 * @param k1 BM25: how much a word's repetition counts
 * @param b BM25: how much a chunk's length counts
 * @param embedding whose vectors it holds; null for none
 * @param vectors how they are kept
 */
public record IndexSpec(
        String language, float k1, float b, @Nullable EmbeddingModel embedding, VectorStorage vectors) {

    /** Counts up with every change of the fields that makes old indexes unreadable. */
    private static final int SCHEMA = 2;

    /** How vectors are kept. */
    public enum VectorStorage {
        /** 4 bytes a dimension. */
        FLOAT,
        /** 1 byte a dimension for searching, and the floats on disk. */
        INT8,
        /** Half a byte a dimension for searching, and the floats on disk. */
        INT4
    }

    Similarity similarity() {
        return new BM25Similarity(k1, b);
    }

    /** What is written into the index beside its documents. How vectors are kept may change: merging segments changes it. */
    Map<String, String> stamp() {
        Map<String, String> stamp = new LinkedHashMap<>();
        stamp.put("schema", Integer.toString(SCHEMA));
        stamp.put("language", language);
        stamp.put("embedder", embedding == null ? "none" : embedding.name());
        stamp.put("dimensions", embedding == null ? "0" : Integer.toString(embedding.dimensions()));
        return stamp;
    }

    /**
     * Refuses an index that was made with something else.
     *
     * @param found its stamp
     * @param folder where it lies, named as the collection is
     * @throws IndexMismatchException says in what they differ
     */
    void check(Map<String, String> found, Path folder) {
        checkSchema(found, folder);
        stamp().forEach((key, expected) -> {
            String is = found.getOrDefault(key, "nothing");
            if (!is.equals(expected)) {
                throw IndexMismatchException.of(key, expected, is, folder);
            }
        });
    }

    /** Refuses an index of which not even the texts can be taken over. */
    static void checkSchema(Map<String, String> found, Path folder) {
        String is = found.getOrDefault("schema", "nothing");
        if (!is.equals(Integer.toString(SCHEMA))) {
            throw IndexMismatchException.schema(SCHEMA, is, folder);
        }
    }
}
