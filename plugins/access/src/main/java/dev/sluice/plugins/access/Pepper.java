package dev.sluice.plugins.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/** The key of the hashes, in a file that only its owner can read. Blocks. */
final class Pepper {

    private static final int BYTES = 32;
    private static final String FILE = "pepper";

    private Pepper() {}

    /** Reads it; makes it first if it is not there. Two processes that start at once end up with the same one. */
    static byte[] in(Path folder, SecureRandom random) {
        Path file = folder.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                make(file, random);
            }
            byte[] pepper = Files.readAllBytes(file);
            if (pepper.length != BYTES) {
                throw new IllegalStateException("Expected " + BYTES + " bytes in " + file + ", found " + pepper.length
                        + ": restore the file, or delete it and make all keys anew.");
            }
            return pepper;
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to read or make " + file + ": check the folder's owner.", e);
        }
    }

    private static void make(Path file, SecureRandom random) throws IOException {
        byte[] pepper = new byte[BYTES];
        random.nextBytes(pepper);
        Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), FILE, ".new");
        try {
            if (Files.getFileStore(fresh).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
            }
            Files.write(fresh, pepper);
            Files.createLink(file, fresh); // Fails if another process was first; a move would replace what it made.
        } catch (FileAlreadyExistsException e) {
            return; // Its pepper is as good.
        } catch (UnsupportedOperationException e) {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
