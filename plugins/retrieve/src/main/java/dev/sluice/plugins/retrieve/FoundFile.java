package dev.sluice.plugins.retrieve;

import dev.sluice.plugins.retrieve.index.Access;
import dev.sluice.plugins.retrieve.index.Document;
import dev.sluice.plugins.retrieve.ingest.Largest;
import dev.sluice.plugins.retrieve.ingest.UnreadableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;

/**
 * A file that may be taken into a collection.
 *
 * @param path where it lies
 * @param name its path below the folder that was looked at
 * @param size in bytes
 * @param modified when it was last written
 */
record FoundFile(Path path, String name, long size, FileTime modified) {

    /** Changes when the file does. */
    String version() {
        return modified + "/" + size;
    }

    /** Reads it, unless it is larger than documents may be: then not a byte of it. */
    Incoming read(String id, Access access, Largest largest) throws IOException, UnreadableException {
        largest.check(name, null, size);
        Document document =
                new Document(id, name, "", Map.of("path", name), access, Instant.ofEpochMilli(modified.toMillis()));
        return new Incoming(document, name, null, Files.readAllBytes(path));
    }
}
