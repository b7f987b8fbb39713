package dev.sluice.proxy.plugin;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;

/**
 * A folder for private copies of jars. A process that was killed leaves its own behind; the next one to start deletes it, which it
 * knows by the lock that nobody holds.
 */
final class PrivateCopies implements AutoCloseable {

    private static final String PREFIX = "sluice-plugins-";
    private static final String LOCK = "lock";
    private static final Duration YOUTH = Duration.ofMinutes(1);

    private final Path folder;
    private final FileChannel lock;

    private PrivateCopies(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Makes a folder, and deletes those of processes that are gone.
     *
     * @param parent the folder for temporary files
     */
    static PrivateCopies in(Path parent) throws IOException {
        sweep(parent);
        Path folder = Files.createTempDirectory(
                parent, PREFIX + ProcessHandle.current().pid() + "-");
        FileChannel lock =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        lock.lock();
        return new PrivateCopies(folder, lock);
    }

    PrivateCopy of(Path jar) throws IOException {
        return PrivateCopy.of(jar, Files.createTempFile(folder, "", ".jar"));
    }

    /** Deletes the folder, once its copies are. */
    @Override
    public void close() throws IOException {
        lock.close();
        delete(folder);
    }

    private static void sweep(Path parent) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path each : folders) {
                if (isAbandoned(each)) {
                    delete(each);
                }
            }
        }
    }

    /** Young ones are left alone: theirs may be about to take the lock. */
    private static boolean isAbandoned(Path folder) {
        Path file = folder.resolve(LOCK);
        try {
            Instant made = Files.getLastModifiedTime(file).toInstant();
            return made.plus(YOUTH).isBefore(Instant.now()) && isFree(file);
        } catch (IOException e) {
            return false; // Not ours to judge.
        }
    }

    private static boolean isFree(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            return held != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static void delete(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path each : files) {
                Files.deleteIfExists(each);
            }
        }
        Files.deleteIfExists(folder);
    }
}
