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
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/**
 * A collection's index: open for searching and for writing. When it could not be written (a full disk, say), searches go on with what they
 * see, and the next write begins at the last commit.
 */
public final class CollectionIndex implements Closeable {

    private final Path folder;
    private final @Nullable Directory directory;
    private final Analyzer analyzer;
    private final IndexSpec spec;
    private final @Nullable Publishing publishing;
    private final @Nullable Following following;
    private final Lock sharing = new ReentrantLock();
    private final Lock copying = new ReentrantLock();
    private volatile Live live;

    /** Whether something was written since the last commit. */
    private volatile boolean changed;

    private volatile boolean waiting;

    private CollectionIndex(
            Path folder, Directory directory, IndexSpec spec, LiveIndex live, @Nullable Publishing publishing) {
        this.folder = folder;
        this.directory = directory;
        this.analyzer = Languages.analyzer(spec.language());
        this.spec = spec;
        this.publishing = publishing;
        this.following = null;
        this.live = live;
    }

    private CollectionIndex(Path folder, IndexSpec spec, FollowedIndex live, Following following) {
        this.folder = folder;
        this.directory = null;
        this.analyzer = Languages.analyzer(spec.language());
        this.spec = spec;
        this.publishing = null;
        this.following = following;
        this.live = live;
        this.waiting = true;
    }

    /**
     * Opens an index, or makes an empty one.
     *
     * @param folder its own
     * @param spec what it has to be made with
     * @return open; nobody else can open it for writing
     * @throws IndexMismatchException if it was made with something else
     * @throws SpoiltIndexException if files of it are missing or spoilt
     * @throws IOException if it cannot be read or written
     */
    public static CollectionIndex open(Path folder, IndexSpec spec) throws IOException {
        Rebuild.finish(folder);
        Files.createDirectories(folder);
        return open(folder, FSDirectory.open(folder), spec, null);
    }

    /**
     * Opens an index as {@link #open} does, whose commits others may {@linkplain #following follow} from now on: those that there are when
     * {@link #share} is called.
     *
     * @param folder its own
     * @param spec what it has to be made with
     * @param place a folder that they see, too; nobody else publishes there
     * @return open
     * @throws IndexMismatchException if it was made with something else
     * @throws IOException if it cannot be read or written, or the place is another's
     */
    public static CollectionIndex publishing(Path folder, IndexSpec spec, Path place) throws IOException {
        Rebuild.finish(folder);
        Files.createDirectories(folder);
        return open(folder, FSDirectory.open(folder), spec, Publishing.to(place, folder));
    }

    /**
     * Opens what another process publishes, for searching alone. It sees what there is when {@link #share} is called, and what it saw when it ran before
     * where it cannot be had now.
     *
     * @param folder for copies
     * @param spec what it has to be made with
     * @param place where it is published; there may be nothing yet
     * @return open
     * @throws IndexMismatchException if it was made with something else
     * @throws IOException if it cannot be copied
     */
    public static CollectionIndex following(Path folder, IndexSpec spec, Path place) throws IOException {
        Path copies = followed(folder);
        FollowedIndex kept = FollowedIndex.kept(copies, spec);
        CollectionIndex index = new CollectionIndex(folder, spec, kept, new Following(place, copies, spec));
        try {
            index.share(Instant.now());
        } catch (NothingPublishedException e) {
            return index; // There may be later.
        } catch (IOException e) {
            if (kept.isEmpty()) {
                index.close();
                throw e;
            }
        } catch (RuntimeException e) {
            index.close();
            throw e;
        }
        return index;
    }

    private static Path followed(Path folder) {
        return folder.resolveSibling(folder.getFileName() + ".followed");
    }

    /** Opens an index whose files lie in a directory of Lucene's; closes that with itself. */
    static CollectionIndex open(Path folder, Directory directory, IndexSpec spec) throws IOException {
        return open(folder, directory, spec, null);
    }

    private static CollectionIndex open(
            Path folder, Directory directory, IndexSpec spec, @Nullable Publishing publishing) throws IOException {
        try {
            stamp(directory).ifPresent(found -> spec.check(found, folder));
            LiveIndex live = LiveIndex.open(directory, Languages.analyzer(spec.language()), spec);
            return new CollectionIndex(folder, directory, spec, live, publishing);
        } catch (IOException e) {
            directory.close();
            throw SpoiltIndexException.of(folder, e);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /**
     * Publishes the last commit, or has searches see what another has published. Does nothing where neither is the case, or somebody is at it.
     *
     * @param now for what may be removed there
     * @throws NothingPublishedException if there is nothing to follow; all is as it was
     * @throws IOException if it cannot be done now; all is as it was, and the next time may do
     * @throws IndexMismatchException if what is published was made with something else
     */
    public void share(Instant now) throws IOException {
        if (!sharing.tryLock()) {
            return;
        }
        try {
            if (publishing != null && live instanceof LiveIndex own && own.isOpen()) {
                publishing.publish(own, now);
            }
            if (following != null && live instanceof FollowedIndex before) {
                FollowedIndex next = following.next(before);
                if (next != before) {
                    live = next;
                    before.close();
                    following.forgetOthers();
                }
                waiting = false;
            }
        } finally {
            sharing.unlock();
        }
    }

    /**
     * Whether nothing was found yet of what it follows: it may see what it saw when it ran before.
     *
     * @return false for an index that is written here
     */
    public boolean isWaiting() {
        return waiting;
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
        return searched(searcher -> new Search(searcher, analyzer, question).run(now));
    }

    /**
     * Completes a question by what was said before it, if it is none by itself: one that has few words of its own, or begins with a word that
     * points back.
     *
     * @param question what is asked now
     * @param before what was asked before, the last first
     * @return the question, with the words of {@code before} that tell the most behind it where it needs them
     * @throws IOException if the index cannot be read
     */
    public String completed(String question, String before) throws IOException {
        int own = Words.of(question, analyzer).counts().size();
        if (before.isBlank() || !FollowUp.is(question, own)) {
            return question;
        }
        List<String> more = searched(searcher -> Telling.words(before, question, FollowUp.WORDS, searcher, analyzer));
        return more.isEmpty() ? question : question + "\n" + String.join(" ", more);
    }

    /**
     * Puts a document in the place of the one with its id. Seen and safe once it is {@linkplain #commit committed}.
     *
     * @param entry the document
     * @throws IOException if it cannot be written
     */
    public void put(Entry entry) throws IOException {
        change(to -> to.updateDocuments(new Term(Fields.ID, entry.document().id()), Fields.block(entry)));
    }

    /**
     * Removes a document.
     *
     * @param id its id; there may be none
     * @throws IOException if that cannot be written
     */
    public void remove(String id) throws IOException {
        change(from -> from.deleteDocuments(new Term(Fields.ID, id)));
    }

    /**
     * Makes all that was written safe from a crash, and has searches see it.
     *
     * @throws IOException if it cannot be written: then none of it may be acknowledged
     */
    public void commit() throws IOException {
        change(writer -> live.commit());
        changed = false;
    }

    /**
     * Whether what was written since the last commit is still to be had.
     *
     * @return false after a failure that has lost it: none of it may be acknowledged
     */
    public boolean isWhole() {
        return live.isOpen();
    }

    /**
     * What is there of a document.
     *
     * @param id its id
     * @return empty if there is none
     * @throws IOException if the index cannot be read
     */
    public Optional<StoredDocument> find(String id) throws IOException {
        return searched(searcher -> Listing.find(id, searcher));
    }

    /**
     * Some of the documents, in the order of their ids.
     *
     * @param after an id; only those behind it are listed
     * @param limit most of them
     * @return what is there of each
     * @throws IOException if the index cannot be read
     */
    public List<StoredDocument> documents(String after, int limit) throws IOException {
        return searched(searcher -> Listing.page(after, limit, searcher));
    }

    /**
     * The documents whose ids begin alike.
     *
     * @param prefix the beginning
     * @return their ids
     * @throws IOException if the index cannot be read
     */
    public List<String> ids(String prefix) throws IOException {
        Query records = record(new PrefixQuery(new Term(Fields.ID, prefix)));
        return searched(searcher -> {
            List<String> ids = new ArrayList<>();
            TopDocs found = searcher.search(
                    records, Math.max(1, searcher.getIndexReader().maxDoc()));
            for (ScoreDoc record : found.scoreDocs) {
                ids.add(searcher.storedFields()
                        .document(record.doc, Set.of(Fields.ID))
                        .get(Fields.ID));
            }
            return ids;
        });
    }

    /**
     * What was read of a document.
     *
     * @param id its id
     * @return its chunks in order, without their headings; empty if there is none
     * @throws IOException if the index cannot be read
     */
    public List<String> texts(String id) throws IOException {
        Query chunks = of(new TermQuery(new Term(Fields.ID, id)), Fields.CHUNK);
        return searched(searcher -> {
            List<String> texts = new ArrayList<>();
            // A document is a block: its chunks lie in one segment, in their order.
            TopDocs found = searcher.search(chunks, Math.max(1, searcher.count(chunks)), Sort.INDEXORDER);
            for (ScoreDoc chunk : found.scoreDocs) {
                texts.add(searcher.storedFields()
                        .document(chunk.doc, Set.of(Fields.TEXT))
                        .get(Fields.TEXT));
            }
            return texts;
        });
    }

    /**
     * How much there is.
     *
     * @return documents and chunks, as searches see them
     * @throws IOException if the index cannot be read
     */
    public Size size() throws IOException {
        return searched(searcher -> new Size(
                searcher.count(new TermQuery(new Term(Fields.KIND, Fields.RECORD))),
                searcher.count(new TermQuery(new Term(Fields.KIND, Fields.CHUNK)))));
    }

    /**
     * Copies the last commit, while writing goes on; one copy at a time.
     *
     * @param target a folder that is not there yet
     * @throws NameTakenException if it is there
     * @throws IOException if it cannot be written
     */
    public void snapshot(Path target) throws IOException {
        copying.lock();
        try {
            live.snapshot(target);
        } finally {
            copying.unlock();
        }
    }

    /**
     * Puts a snapshot in the place of all that is there, in one step.
     *
     * @param source a folder that {@link #snapshot} wrote
     * @throws IOException if it cannot be read; then all is as it was
     * @throws IndexMismatchException if it was made with something else
     */
    public void restore(Path source) throws IOException {
        if (!Files.isDirectory(source)) {
            throw new IOException("expected a snapshot, found none of the name '" + source.getFileName() + "'");
        }
        try (Directory snapshot = FSDirectory.open(source)) {
            spec.check(
                    stamp(snapshot)
                            .orElseThrow(() -> new IOException("expected a snapshot in " + source + ", found none")),
                    folder);
            change(writer -> live.restore(snapshot));
        }
    }

    @Override
    public void close() throws IOException {
        sharing.lock();
        try (directory;
                analyzer) {
            live.close();
        } finally {
            sharing.unlock();
        }
    }

    /** Something that is done by Lucene's writer. */
    @FunctionalInterface
    private interface Change {
        void apply(IndexWriter writer) throws IOException;
    }

    /** Where it fails and this is not {@linkplain #isWhole whole} after it, whoever has changed something since the last commit is to be told. */
    private void change(Change change) throws IOException {
        IndexWriter writer = writer();
        changed = true;
        try {
            change.apply(writer);
        } catch (IOException | RuntimeException e) {
            changed = changed && live.isOpen();
            Throwable lost = writer.getTragicException();
            if (lost != null
                    && !(e
                            instanceof
                            IOException)) { // Lucene says of it only that it is closed, or that it cannot commit.
                throw new IOException(lost.getMessage(), e);
            }
            throw e;
        }
    }

    private IndexWriter writer() throws IOException {
        Live before = live;
        if (!before.isOpen() && directory != null) {
            if (changed) { // A merge in the background could not be written, say: what waits for its commit is lost.
                changed = false;
                Throwable lost = before.writer().getTragicException();
                throw new IOException(lost == null ? "its index was closed meanwhile" : lost.getMessage(), lost);
            }
            live = LiveIndex.open(directory, analyzer, spec);
            before.close();
        }
        return live.writer();
    }

    private <T> T searched(Searching<T> searching) throws IOException {
        Live in = live;
        IndexSearcher searcher;
        try {
            searcher = in.searchers().acquire();
        } catch (AlreadyClosedException e) {
            in = live; // Another one was put in its place just now.
            searcher = in.searchers().acquire();
        }
        try {
            return searching.in(searcher);
        } finally {
            in.searchers().release(searcher);
        }
    }

    private static Query record(Query of) {
        return of(of, Fields.RECORD);
    }

    private static Query of(Query query, String kind) {
        return new BooleanQuery.Builder()
                .add(query, Occur.FILTER)
                .add(new TermQuery(new Term(Fields.KIND, kind)), Occur.FILTER)
                .build();
    }

    private static Optional<Map<String, String>> stamp(Directory directory) throws IOException {
        return DirectoryReader.indexExists(directory)
                ? Optional.of(new HashMap<>(
                        DirectoryReader.listCommits(directory).getLast().getUserData()))
                : Optional.empty();
    }

    /** What is done with one state of the index. */
    @FunctionalInterface
    private interface Searching<T> {

        T in(IndexSearcher searcher) throws IOException;
    }

    /**
     * How much there is.
     *
     * @param documents whole ones
     * @param chunks their pieces
     */
    public record Size(int documents, int chunks) {}
}
