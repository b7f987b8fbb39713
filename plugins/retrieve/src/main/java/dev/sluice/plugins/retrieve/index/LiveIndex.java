package dev.sluice.plugins.retrieve.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexCommit;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.KeepOnlyLastCommitDeletionPolicy;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SnapshotDeletionPolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.similarities.Similarity;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.IOContext;

/**
 * One writer of an index, with those who search what it wrote. Lucene closes a writer that could not write, since what it holds in memory cannot
 * be trusted any more; then another one is made from the last commit.
 */
final class LiveIndex implements Live {

    private final SnapshotDeletionPolicy snapshots = new SnapshotDeletionPolicy(new KeepOnlyLastCommitDeletionPolicy());
    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;

    private LiveIndex(Directory directory, IndexWriterConfig config, Similarity similarity, IndexSpec spec)
            throws IOException {
        this.directory = directory;
        this.writer = new IndexWriter(directory, config.setIndexDeletionPolicy(snapshots));
        try {
            if (!DirectoryReader.indexExists(directory)) {
                writer.setLiveCommitData(spec.stamp().entrySet());
                writer.commit();
            }
            this.searchers = new SearcherManager(writer, searching(similarity));
        } catch (IOException | RuntimeException e) {
            writer.rollback();
            throw e;
        }
    }

    static LiveIndex open(Directory directory, Analyzer analyzer, IndexSpec spec) throws IOException {
        Similarity similarity = spec.similarity();
        IndexWriterConfig config = new IndexWriterConfig(analyzer)
                .setSimilarity(similarity)
                .setCodec(Codecs.codec(spec.vectors()))
                .setCommitOnClose(true);
        return new LiveIndex(directory, config, similarity, spec);
    }

    @Override
    public boolean isOpen() {
        return writer.isOpen();
    }

    @Override
    public IndexWriter writer() {
        return writer;
    }

    @Override
    public SearcherManager searchers() {
        return searchers;
    }

    @Override
    public void commit() throws IOException {
        writer.commit();
        searchers.maybeRefreshBlocking();
    }

    /** While writing goes on. A copy that a crash breaks off does not have the name. */
    @Override
    public void snapshot(Path target) throws IOException {
        if (Files.exists(target)) {
            throw new NameTakenException(target);
        }
        Path partial = target.resolveSibling(target.getFileName() + ".partial");
        Files.createDirectories(partial);
        IndexCommit commit = held();
        try (Directory copy = FSDirectory.open(partial)) {
            for (String old : copy.listAll()) {
                copy.deleteFile(old);
            }
            for (String file : commit.getFileNames()) {
                copy.copyFrom(directory, file, file, IOContext.DEFAULT);
            }
            copy.sync(commit.getFileNames());
        } finally {
            release(commit);
        }
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The last commit, whose files stay until it is {@linkplain #release released}. */
    IndexCommit held() throws IOException {
        return snapshots.snapshot();
    }

    void release(IndexCommit commit) throws IOException {
        snapshots.release(commit);
        if (writer.isOpen()) {
            writer.deleteUnusedFiles();
        }
    }

    /** If that fails, this is closed, and the last commit is what counts. */
    @Override
    public void restore(Directory snapshot) throws IOException {
        try (DirectoryReader reader = DirectoryReader.open(snapshot)) {
            for (LeafReaderContext leaf : reader.leaves()) {
                leaf.reader().checkIntegrity();
            }
        }
        try {
            writer.deleteAll();
            writer.addIndexes(snapshot);
            commit();
        } catch (IOException | RuntimeException e) {
            writer.rollback();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        searchers.close();
        writer.close();
    }

    static SearcherFactory searching(Similarity similarity) {
        return new SearcherFactory() {
            @Override
            public IndexSearcher newSearcher(IndexReader reader, IndexReader previous) {
                IndexSearcher searcher = new IndexSearcher(reader);
                searcher.setSimilarity(similarity);
                return searcher;
            }
        };
    }
}
