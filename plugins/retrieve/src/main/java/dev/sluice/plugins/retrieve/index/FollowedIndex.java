package dev.sluice.plugins.retrieve.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.codecs.CodecUtil;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;

/**
 * Searches copies of what another process publishes. Files are copied, not opened where they lie: a search then waits for no network, and a writer may
 * remove what it needs no more.
 */
final class FollowedIndex implements Live {

    private final Directory directory;
    private final SearcherManager searchers;
    private final String lineage;

    private FollowedIndex(Directory directory, IndexSpec spec, String lineage) throws IOException {
        this.directory = directory;
        this.lineage = lineage;
        try {
            this.searchers = new SearcherManager(directory, LiveIndex.searching(spec.similarity()));
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /**
     * What was copied when the process ran before, as long as nobody says what is published; with nothing in it where there is no whole copy.
     *
     * @param folder of the copies of all lineages
     */
    static FollowedIndex kept(Path folder, IndexSpec spec) throws IOException {
        List<Path> lineages = List.of();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> all = Files.list(folder)) {
                lineages = all.filter(Files::isDirectory).toList();
            }
        }
        for (Path copies : lineages) {
            Directory directory = FSDirectory.open(copies);
            try {
                spec.check(stamp(directory), folder);
                return new FollowedIndex(directory, spec, copies.getFileName().toString());
            } catch (IOException | IndexMismatchException e) {
                directory.close(); // Of no use: it was broken off, or made with something else.
            }
        }
        return empty(spec);
    }

    private static FollowedIndex empty(IndexSpec spec) throws IOException {
        Directory nothing = new ByteBuffersDirectory();
        new IndexWriter(nothing, new IndexWriterConfig()).close();
        return new FollowedIndex(nothing, spec, "");
    }

    /**
     * Copies what is published, and opens it.
     *
     * @param folder for the copies of all lineages
     * @throws IndexMismatchException if it was made with something else
     * @throws IOException if it cannot be copied: what was there before stays good
     */
    static FollowedIndex open(Path place, Published published, Path folder, IndexSpec spec) throws IOException {
        Path copies = Files.createDirectories(folder.resolve(published.lineage()));
        copy(place, published, copies);
        Directory directory = FSDirectory.open(copies);
        try {
            spec.check(stamp(directory), folder);
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
        return new FollowedIndex(directory, spec, published.lineage());
    }

    private static java.util.Map<String, String> stamp(Directory directory) throws IOException {
        return DirectoryReader.listCommits(directory).getLast().getUserData();
    }

    /** Whether there is nothing to be searched yet. */
    boolean isEmpty() {
        return lineage.isEmpty();
    }

    boolean isOf(Published published) {
        return lineage.equals(published.lineage());
    }

    /** Copies what is new of the same lineage, and has searches see it. */
    void refresh(Path place, Published published, Path folder) throws IOException {
        Path copies = folder.resolve(lineage);
        copy(place, published, copies);
        searchers.maybeRefreshBlocking();
        clean(copies, published);
    }

    /** The file that names the others comes last. */
    private static void copy(Path place, Published published, Path copies) throws IOException {
        Path from = place.resolve(published.lineage());
        try (Directory directory = FSDirectory.open(copies)) {
            for (String file : published.files().keySet()) {
                if (!file.equals(published.segments())) {
                    copy(from, file, published.size(file), copies, directory);
                }
            }
            copy(from, published.segments(), published.size(published.segments()), copies, directory);
        }
    }

    private static void copy(Path from, String file, long size, Path copies, Directory directory) throws IOException {
        Path to = copies.resolve(file);
        if (Files.exists(to) && Files.size(to) == size) {
            return;
        }
        String partial = file + ".partial";
        Files.copy(from.resolve(file), copies.resolve(partial), StandardCopyOption.REPLACE_EXISTING);
        try (IndexInput copied = directory.openInput(partial, IOContext.READONCE)) {
            CodecUtil.checksumEntireFile(copied);
        }
        Files.move(copies.resolve(partial), to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** What searches have open is gone from the folder, but not from them. */
    private static void clean(Path copies, Published published) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(copies)) {
            files = all.toList();
        }
        for (Path file : files) {
            if (!published.files().containsKey(file.getFileName().toString())) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public IndexWriter writer() throws IOException {
        throw elsewhere();
    }

    @Override
    public SearcherManager searchers() {
        return searchers;
    }

    @Override
    public void commit() throws IOException {
        throw elsewhere();
    }

    @Override
    public void snapshot(Path target) throws IOException {
        throw elsewhere();
    }

    @Override
    public void restore(Directory snapshot) throws IOException {
        throw elsewhere();
    }

    private static IOException elsewhere() {
        return new IOException(
                "expected a collection that is written here, found one that follows another's: do it where that one is published");
    }

    @Override
    public void close() throws IOException {
        searchers.close();
        directory.close();
    }
}
