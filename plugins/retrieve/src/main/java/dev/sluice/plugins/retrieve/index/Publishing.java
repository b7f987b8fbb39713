package dev.sluice.plugins.retrieve.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexCommit;
import org.jspecify.annotations.Nullable;

/**
 * Puts the commits of an index where followers find them: the files that are new, then the one that names them. One thread at a time. What a
 * follower may still be copying is kept for a while.
 *
 * <p>Files of one name are the same within a lineage. An index whose folder was put back from a copy would write other files of names that are taken; so
 * the folder remembers what it published last, and begins another lineage where the place does not hold that.
 */
final class Publishing {

    /** Long enough to copy gigabytes over a slow network; a follower that is slower begins again with what is newest. */
    private static final Duration KEPT = Duration.ofMinutes(15);

    private static final String LINEAGE = "lineage";
    private static final String LAST = "published";

    private final Path index;
    private final Path place;
    private final String publisher;
    private final String lineage;
    private @Nullable Published last;

    private Publishing(Path index, Path place, String publisher, String lineage) {
        this.index = index;
        this.place = place;
        this.publisher = publisher;
        this.lineage = lineage;
    }

    /**
     * Begins to.
     *
     * @param index the folder of the index
     * @param place where followers look
     * @throws IOException if another one publishes there
     */
    static Publishing to(Path place, Path index) throws IOException {
        Files.createDirectories(place);
        String publisher = id(index.resolveSibling(index.getFileName() + ".publisher"));
        Published there = Published.read(place);
        if (there != null && !there.publisher().equals(publisher)) {
            throw new IOException("expected that nobody else publishes to " + place
                    + ", found another one's index there: give each its own place, or, if that one is gone for good,"
                    + " empty the folder");
        }
        if (there == null || there.id().isEmpty() || !there.id().equals(read(index.resolve(LAST)))) {
            Files.deleteIfExists(index.resolve(LINEAGE));
        }
        return new Publishing(index, place, publisher, id(index.resolve(LINEAGE)));
    }

    /** Publishes the last commit, unless it is. */
    void publish(LiveIndex live, Instant now) throws IOException {
        IndexCommit commit = live.held();
        try {
            Published next = published(commit);
            if (last == null || !next.isAs(last)) {
                Path files = Files.createDirectories(place.resolve(lineage));
                for (String file : next.files().keySet()) {
                    copy(index.resolve(file), files.resolve(file));
                }
                next.write(place);
                Files.writeString(index.resolve(LAST), next.id());
                last = next;
                clean(next, now);
            }
        } finally {
            live.release(commit);
        }
    }

    private Published published(IndexCommit commit) throws IOException {
        Map<String, Long> files = new HashMap<>();
        for (String file : commit.getFileNames()) {
            files.put(file, Files.size(index.resolve(file)));
        }
        return new Published(publisher, UUID.randomUUID().toString(), lineage, commit.getSegmentsFileName(), files);
    }

    /** Whole or not at all: one that is there is right if it is as long. */
    private static void copy(Path from, Path to) throws IOException {
        if (Files.exists(to) && Files.size(to) == Files.size(from)) {
            return;
        }
        Path partial = to.resolveSibling(to.getFileName() + ".partial");
        Files.copy(from, partial, StandardCopyOption.REPLACE_EXISTING);
        Files.move(partial, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private void clean(Published current, Instant now) throws IOException {
        try (Stream<Path> lineages = Files.list(place)) {
            for (Path lineage : lineages.filter(Files::isDirectory).toList()) {
                boolean alive = lineage.getFileName().toString().equals(current.lineage());
                clean(lineage, alive ? current.files() : Map.of(), now);
            }
        }
    }

    private static void clean(Path lineage, Map<String, Long> needed, Instant now) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(lineage)) {
            files = all.toList();
        }
        for (Path file : files) {
            if (!needed.containsKey(file.getFileName().toString())
                    && Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(KEPT))) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** That of a file; made, if it is not there. Both the lineage's and what was published last go with the folder: an index that is made anew has neither. */
    private static String id(Path file) throws IOException {
        if (read(file).isEmpty()) {
            Files.writeString(file, UUID.randomUUID().toString());
        }
        return read(file);
    }

    private static String read(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file).strip() : "";
    }
}
