package dev.sluice.plugins.redact;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/** The master key of an installation that was given none: made once, readable by its owner alone. */
final class KeyFile {

    private static final int BYTES = 32;

    private KeyFile() {}

    static byte[] in(Path folder) throws IOException {
        Path file = folder.resolve("redact.key");
        if (!Files.exists(file)) {
            make(folder, file);
        }
        byte[] key = Files.readAllBytes(file);
        if (key.length != BYTES) {
            throw new IOException("Expected a key of " + BYTES + " bytes in " + file + ", found " + key.length
                    + ": remove the file to have a new one made, or set redact's 'key'.");
        }
        return key;
    }

    /** Written beside and linked into place, so that nobody ever reads half a key. */
    private static void make(Path folder, Path file) throws IOException {
        Files.createDirectories(folder);
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        Path draft = Files.createTempFile(folder, "redact", ".key", ownersOnly(folder));
        try {
            Files.write(draft, key, StandardOpenOption.TRUNCATE_EXISTING);
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            return; // Another place in a chain was faster: its key is the one.
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static FileAttribute<?>[] ownersOnly(Path folder) {
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
