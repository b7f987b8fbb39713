package dev.sluice.plugins.retrieve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Marks of the documents that are being read, as files beside the index: one that is there when the process starts tells that it ended within
 * that reading, most likely by it. If it was the only one, it is not read again; of several each is read once more, by itself.
 *
 * <p>Its methods block.
 */
final class Attempts {

    private static final String READING = ".reading";
    private static final String AGAIN = ".again";
    private static final String FAILED = ".failed";
    private static final String HALF = ".half";

    private final Path folder;
    private final Set<String> failed = ConcurrentHashMap.newKeySet();
    private final Set<String> suspected = ConcurrentHashMap.newKeySet();

    private Attempts(Path folder) {
        this.folder = folder;
    }

    /** Looks at what the process before has left. */
    static Attempts open(Path index) throws IOException {
        Attempts attempts = new Attempts(index.resolveSibling(index.getFileName() + ".reading"));
        attempts.sweep();
        List<String> left = attempts.names(READING);
        for (String name : left) {
            attempts.move(name, READING, left.size() == 1 ? FAILED : AGAIN);
        }
        attempts.failed.addAll(attempts.names(FAILED));
        attempts.suspected.addAll(attempts.names(AGAIN));
        return attempts;
    }

    /** Whether the process ended by it. */
    boolean hasFailed(String hash) {
        return failed.contains(hash);
    }

    /** Whether the process may have ended by it. */
    boolean isSuspected(String hash) {
        return suspected.contains(hash);
    }

    /** It is being read from now on. Where that cannot be written (a full disk, say), there is no mark of it. */
    void begin(String hash, String id) throws IOException {
        Files.createDirectories(folder);
        Path half = mark(hash, HALF);
        try {
            Files.writeString(half, id);
            Files.move(half, mark(hash, READING), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(half);
            throw e;
        }
    }

    /** It was read, with whatever result. */
    void end(String hash) throws IOException {
        Files.deleteIfExists(mark(hash, READING));
        if (suspected.remove(hash)) {
            Files.deleteIfExists(mark(hash, AGAIN));
        }
    }

    /** Whether a document of an id is not read again. */
    boolean knows(String id) throws IOException {
        return !of(id).isEmpty();
    }

    /** Lets a document be read again; whether it would not have been. */
    boolean forget(String id) throws IOException {
        List<String> forgotten = of(id);
        for (String hash : forgotten) {
            Files.deleteIfExists(mark(hash, FAILED));
            failed.remove(hash);
        }
        return !forgotten.isEmpty();
    }

    private List<String> of(String id) throws IOException {
        List<String> all = new ArrayList<>();
        for (String hash : failed) {
            if (Files.readString(mark(hash, FAILED)).equals(id)) {
                all.add(hash);
            }
        }
        return all;
    }

    /** A mark that names no document was never whole, and tells nothing. */
    private void sweep() throws IOException {
        for (String hash : names(HALF)) {
            Files.deleteIfExists(mark(hash, HALF));
        }
        for (String ending : List.of(READING, AGAIN, FAILED)) {
            for (String hash : names(ending)) {
                if (Files.size(mark(hash, ending)) == 0) {
                    Files.delete(mark(hash, ending));
                }
            }
        }
    }

    private void move(String hash, String from, String to) throws IOException {
        Files.move(mark(hash, from), mark(hash, to));
    }

    private Path mark(String hash, String ending) {
        return folder.resolve(hash + ending);
    }

    private List<String> names(String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .map(name -> name.substring(0, name.length() - ending.length()))
                    .toList();
        }
    }
}
