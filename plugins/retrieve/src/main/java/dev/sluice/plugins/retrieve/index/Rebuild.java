package dev.sluice.plugins.retrieve.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.Lock;
import org.apache.lucene.util.Bits;

/**
 * Makes an index anew of the chunks that it holds: for another language, or for the vectors of another embedder. The old one stands until the
 * new one is whole, and a crash at any time leaves one of them.
 */
public final class Rebuild {

    /** Documents between two commits. */
    private static final int COMMIT_EVERY = 1_000;

    private final CollectionIndex to;
    private final Vectors vectors;
    private int documents;

    private Rebuild(CollectionIndex to, Vectors vectors) {
        this.to = to;
        this.vectors = vectors;
    }

    /** Makes vectors. */
    @FunctionalInterface
    public interface Vectors {

        /**
         * Embeds texts. Blocks.
         *
         * @param texts of one document's chunks
         * @return one for each; none at all for a collection without vectors
         * @throws IOException if they cannot be had
         */
        List<float[]> of(List<String> texts) throws IOException;
    }

    /**
     * Makes it anew. Blocks.
     *
     * @param folder the index's; nobody may have it open
     * @param spec what it is to be made with
     * @param vectors of its chunks
     * @return how many documents it has
     * @throws SpoiltIndexException if files of it are missing or spoilt
     * @throws IndexMismatchException if it is of a schema that does not hold all that is needed
     * @throws IOException if it cannot be read or written: then it stands as it was
     */
    public static int run(Path folder, IndexSpec spec, Vectors vectors) throws IOException {
        finish(folder);
        Path building = beside(folder, "rebuilding");
        delete(building);
        int documents;
        try (Directory from = FSDirectory.open(folder);
                Lock alone = from.obtainLock(IndexWriter.WRITE_LOCK_NAME);
                DirectoryReader old = DirectoryReader.open(from)) {
            IndexSpec.checkSchema(old.getIndexCommit().getUserData(), folder);
            documents = build(old, building, spec, vectors);
            alone.ensureValid();
        } catch (IOException e) {
            throw SpoiltIndexException.of(folder, e);
        }
        Files.move(building, beside(folder, "rebuilt"), StandardCopyOption.ATOMIC_MOVE);
        finish(folder);
        return documents;
    }

    private static int build(DirectoryReader old, Path building, IndexSpec spec, Vectors vectors) throws IOException {
        try (CollectionIndex to = CollectionIndex.open(building, spec)) {
            return new Rebuild(to, vectors).copy(old);
        } catch (IOException | RuntimeException e) {
            deleteAfter(building, e); // Half of it is of no use, and takes the room that is missing.
            throw e;
        }
    }

    private static void deleteAfter(Path folder, Exception failure) {
        try {
            delete(folder);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** Puts an index that was made anew in the place of the old one, if a crash kept that from being done. */
    static void finish(Path folder) throws IOException {
        Path ready = beside(folder, "rebuilt");
        Path old = beside(folder, "replaced");
        if (Files.exists(ready)) {
            if (Files.exists(folder)) {
                delete(old);
                Files.move(folder, old, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(ready, folder, StandardCopyOption.ATOMIC_MOVE);
        }
        delete(old);
    }

    private int copy(DirectoryReader old) throws IOException {
        for (LeafReaderContext leaf : old.leaves()) {
            copy(leaf.reader());
        }
        to.commit();
        return documents;
    }

    /** Chunk by chunk, until the record that ends a document's block. */
    private void copy(LeafReader leaf) throws IOException {
        StoredFields stored = leaf.storedFields();
        Bits live = leaf.getLiveDocs();
        List<Chunk> chunks = new ArrayList<>();
        for (int doc = 0; doc < leaf.maxDoc(); doc++) {
            if (live == null || live.get(doc)) {
                org.apache.lucene.document.Document fields = stored.document(doc);
                if (fields.get(Fields.KIND).equals(Fields.CHUNK)) {
                    chunks.add(new Chunk(fields.get(Fields.HEADING), fields.get(Fields.TEXT)));
                } else {
                    put(fields, chunks);
                    chunks.clear();
                }
            }
        }
    }

    private void put(org.apache.lucene.document.Document fields, List<Chunk> chunks) throws IOException {
        List<String> texts = chunks.stream().map(Chunk::searchable).toList();
        to.put(new Entry(Fields.document(fields), fields.get(Fields.HASH), chunks, vectors.of(texts)));
        if (++documents % COMMIT_EVERY == 0) {
            to.commit();
        }
    }

    private static Path beside(Path folder, String what) {
        return folder.resolveSibling(folder.getFileName() + "." + what);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
