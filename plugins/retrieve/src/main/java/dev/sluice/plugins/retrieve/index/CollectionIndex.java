package dev.sluice.plugins.retrieve.index;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexCommit;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.KeepOnlyLastCommitDeletionPolicy;
import org.apache.lucene.index.SnapshotDeletionPolicy;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.Similarity;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/** A collection's index: open for searching and for writing. */
public final class CollectionIndex implements Closeable {

    private final Directory directory;
    private final Analyzer analyzer;
    private final SnapshotDeletionPolicy snapshots = new SnapshotDeletionPolicy(new KeepOnlyLastCommitDeletionPolicy());
    private final IndexWriter writer;
    private final SearcherManager searchers;

    private CollectionIndex(Directory directory, Analyzer analyzer, IndexSpec spec) throws IOException {
        this.directory = directory;
        this.analyzer = analyzer;
        Similarity similarity = new BM25Similarity(spec.k1(), spec.b());
        this.writer = new IndexWriter(
                directory,
                new IndexWriterConfig(analyzer)
                        .setSimilarity(similarity)
                        .setCodec(Codecs.codec(spec.vectors()))
                        .setIndexDeletionPolicy(snapshots)
                        .setCommitOnClose(true));
        writer.setLiveCommitData(spec.stamp().entrySet());
        writer.commit();
        this.searchers = new SearcherManager(writer, new SearcherFactory() {
            @Override
            public IndexSearcher newSearcher(
                    org.apache.lucene.index.IndexReader reader, org.apache.lucene.index.IndexReader previous) {
                IndexSearcher searcher = new IndexSearcher(reader);
                searcher.setSimilarity(similarity);
                return searcher;
            }
        });
    }

    /**
     * Opens an index, or makes an empty one.
     *
     * @param folder its own
     * @param spec what it has to be made with
     * @return open; nobody else can open it for writing
     * @throws IndexMismatchException if it was made with something else
     * @throws IOException if it cannot be read or written
     */
    public static CollectionIndex open(Path folder, IndexSpec spec) throws IOException {
        Files.createDirectories(folder);
        Directory directory = FSDirectory.open(folder);
        try {
            stamp(directory).ifPresent(spec::check);
            return new CollectionIndex(directory, Languages.analyzer(spec.language()), spec);
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /**
     * Searches.
     *
     * @param question what for
     * @param now for the age of what is found
     * @return best first
     * @throws IOException if the index cannot be read
     */
    public List<Hit> search(Question question, Instant now) throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            return new Search(searcher, analyzer, question).run(now);
        } finally {
            searchers.release(searcher);
        }
    }

    /**
     * Puts a document in the place of the one with its id. Seen and safe once it is {@linkplain #commit committed}.
     *
     * @param entry the document
     * @throws IOException if it cannot be written
     */
    public void put(Entry entry) throws IOException {
        writer.updateDocuments(new Term(Fields.ID, entry.document().id()), Fields.block(entry));
    }

    /**
     * Removes a document.
     *
     * @param id its id; there may be none
     * @throws IOException if that cannot be written
     */
    public void remove(String id) throws IOException {
        writer.deleteDocuments(new Term(Fields.ID, id));
    }

    /**
     * Makes all that was written safe from a crash, and has searches see it.
     *
     * @throws IOException if it cannot be written: then none of it may be acknowledged
     */
    public void commit() throws IOException {
        writer.commit();
        searchers.maybeRefreshBlocking();
    }

    /**
     * What is there of a document.
     *
     * @param id its id
     * @return empty if there is none
     * @throws IOException if the index cannot be read
     */
    public Optional<StoredDocument> find(String id) throws IOException {
        Query record = new BooleanQuery.Builder()
                .add(new TermQuery(new Term(Fields.ID, id)), Occur.FILTER)
                .add(new TermQuery(new Term(Fields.KIND, Fields.RECORD)), Occur.FILTER)
                .build();
        IndexSearcher searcher = searchers.acquire();
        try {
            TopDocs found = searcher.search(record, 1);
            return found.scoreDocs.length == 0
                    ? Optional.empty()
                    : Optional.of(StoredDocument.of(searcher.storedFields().document(found.scoreDocs[0].doc)));
        } finally {
            searchers.release(searcher);
        }
    }

    /**
     * The documents whose ids begin alike.
     *
     * @param prefix the beginning
     * @return their ids
     * @throws IOException if the index cannot be read
     */
    public List<String> ids(String prefix) throws IOException {
        Query records = new BooleanQuery.Builder()
                .add(new PrefixQuery(new Term(Fields.ID, prefix)), Occur.FILTER)
                .add(new TermQuery(new Term(Fields.KIND, Fields.RECORD)), Occur.FILTER)
                .build();
        IndexSearcher searcher = searchers.acquire();
        try {
            List<String> ids = new ArrayList<>();
            TopDocs found = searcher.search(
                    records, Math.max(1, searcher.getIndexReader().maxDoc()));
            for (ScoreDoc record : found.scoreDocs) {
                ids.add(searcher.storedFields()
                        .document(record.doc, Set.of(Fields.ID))
                        .get(Fields.ID));
            }
            return ids;
        } finally {
            searchers.release(searcher);
        }
    }

    /**
     * How much there is.
     *
     * @return documents and chunks, as searches see them
     * @throws IOException if the index cannot be read
     */
    public Size size() throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            int documents = searcher.count(new TermQuery(new Term(Fields.KIND, Fields.RECORD)));
            int chunks = searcher.count(new TermQuery(new Term(Fields.KIND, Fields.CHUNK)));
            return new Size(documents, chunks);
        } finally {
            searchers.release(searcher);
        }
    }

    /**
     * Copies the last commit, while writing goes on.
     *
     * @param target an empty folder, or none yet
     * @throws IOException if it cannot be written
     */
    public void snapshot(Path target) throws IOException {
        Files.createDirectories(target);
        IndexCommit commit = snapshots.snapshot();
        try (Directory copy = FSDirectory.open(target)) {
            for (String file : commit.getFileNames()) {
                copy.copyFrom(directory, file, file, org.apache.lucene.store.IOContext.DEFAULT);
            }
            copy.sync(commit.getFileNames());
        } finally {
            snapshots.release(commit);
            writer.deleteUnusedFiles();
        }
    }

    /**
     * Puts a snapshot in the place of all that is there, in one step.
     *
     * @param source a folder that {@link #snapshot} wrote
     * @param spec what it has to be made with
     * @throws IOException if it cannot be read
     * @throws IndexMismatchException if it was made with something else
     */
    public void restore(Path source, IndexSpec spec) throws IOException {
        try (Directory snapshot = FSDirectory.open(source)) {
            spec.check(stamp(snapshot)
                    .orElseThrow(() -> new IOException("expected a snapshot in " + source + ", found none")));
            writer.deleteAll();
            writer.addIndexes(snapshot);
            commit();
        }
    }

    @Override
    public void close() throws IOException {
        try (directory;
                analyzer) {
            searchers.close();
            writer.close();
        }
    }

    private static Optional<Map<String, String>> stamp(Directory directory) throws IOException {
        if (!DirectoryReader.indexExists(directory)) {
            return Optional.empty();
        }
        List<IndexCommit> commits = DirectoryReader.listCommits(directory);
        return Optional.of(new HashMap<>(commits.getLast().getUserData()));
    }

    /**
     * How much there is.
     *
     * @param documents whole ones
     * @param chunks their pieces
     */
    public record Size(int documents, int chunks) {}
}
