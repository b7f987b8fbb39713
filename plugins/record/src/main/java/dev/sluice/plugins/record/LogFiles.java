package dev.sluice.plugins.record;

import dev.sluice.api.plugin.PluginContext;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The files that lines are appended to, one after the other.
 *
 * <p>A file belongs to one writer for good: nobody appends to a file that was there before, so a line that a crash cut
 * short is always the last of its file, and two generations never write to the same one. Names sort by time. One thread at
 * a time.
 */
final class LogFiles {

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("'record-'yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final int MAX_SAME_TIME = 10_000;

    private final Path folder;
    private final RecordConfig.Files config;
    private final PluginContext context;
    private final Retention retention;
    private @Nullable Open current;
    private String lastName = "";
    private int nextNumber;

    LogFiles(Path folder, RecordConfig.Files config, PluginContext context) {
        this.folder = folder;
        this.config = config;
        this.context = context;
        this.retention = new Retention(folder, config, context.logger());
    }

    Path folder() {
        return folder;
    }

    /**
     * Appends lines by one write: as many as the file has room for, and one at least, though it is larger than any file may
     * be. After a failure the next lines go to a new file, behind whatever has got into this one.
     *
     * @param lines whole ones, each with its line feed
     * @param from where the first begins
     * @param to where the last has ended
     * @return where the first begins that is still to be appended; {@code to} if there is none
     */
    int append(byte[] lines, int from, int to) throws IOException {
        Open file = fileFor(firstEnd(lines, from) - from);
        int end = lastEnd(lines, from, to, room(file));
        try {
            file.out.write(lines, from, end - from);
            file.size += end - from;
        } catch (IOException e) {
            close();
            throw e;
        }
        return end;
    }

    /** Closes the current file. */
    void close() throws IOException {
        Open closing = current;
        current = null;
        if (closing != null) {
            closing.out.close();
        }
    }

    private long room(Open file) {
        return config.maxSize().bytes() - file.size;
    }

    private static int firstEnd(byte[] lines, int from) {
        int at = from;
        while (lines[at] != '\n') {
            at++;
        }
        return at + 1;
    }

    /** Where the last line ends that there is room for, the first one aside. */
    private static int lastEnd(byte[] lines, int from, int to, long room) {
        if (to - from <= room) {
            return to;
        }
        for (int end = from + (int) Math.max(room, 0); end > from; end--) {
            if (lines[end - 1] == '\n') {
                return end;
            }
        }
        return firstEnd(lines, from);
    }

    private Open fileFor(int length) throws IOException {
        Open file = current;
        if (file != null && (isFull(file, length) || isOld(file))) {
            close();
            retention.closed(file.path);
            file = null;
        }
        return file == null ? open() : file;
    }

    private boolean isFull(Open file, int length) {
        return file.size > 0 && length > room(file);
    }

    private boolean isOld(Open file) {
        return Duration.between(file.opened, context.timers().now()).compareTo(config.maxAge()) >= 0;
    }

    /** Not through a channel: an interruption would close it. */
    private Open open() throws IOException {
        Instant now = context.timers().now();
        Path path = create(NAME.format(now));
        Open file = new Open(path, new FileOutputStream(path.toFile(), true), now);
        current = file;
        retention.opened(path);
        return file;
    }

    /** A number is not used twice, though its file may have been compressed or deleted since: names would no longer sort. */
    private Path create(String name) throws IOException {
        nextNumber = name.equals(lastName) ? nextNumber : 0;
        lastName = name;
        while (nextNumber < MAX_SAME_TIME) {
            Path path = folder.resolve("%s-%04d.jsonl".formatted(name, nextNumber++));
            try {
                if (!Files.exists(Retention.compressed(path))) {
                    return Files.createFile(path, attributes());
                }
            } catch (FileAlreadyExistsException e) {
                context.logger().trace("A file of this name is there already; taking the next number", e);
            }
        }
        throw new IOException(
                "Expected a free name for a file, found %d beginning with %s in %s; set record's max-size higher."
                        .formatted(MAX_SAME_TIME, name, folder));
    }

    /** What people say to a model is for nobody but the operator. */
    private FileAttribute<?>[] attributes() {
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static final class Open {

        private final Path path;
        private final OutputStream out;
        private final Instant opened;
        private long size;

        Open(Path path, OutputStream out, Instant opened) {
            this.path = path;
            this.out = out;
            this.opened = opened;
        }
    }
}
