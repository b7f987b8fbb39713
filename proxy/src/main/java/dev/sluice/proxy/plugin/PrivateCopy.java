package dev.sluice.proxy.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A jar's bytes as they were at one moment, in a file that nobody else touches: a jar that is replaced while the JVM has it open
 * would break the classes that are not loaded yet.
 *
 * @param file deleted by {@link #close}
 * @param hash SHA-256 of the bytes, in hex
 */
record PrivateCopy(Path file, String hash) implements AutoCloseable {

    static PrivateCopy of(Path jar) throws IOException {
        Path file = Files.createTempFile("sluice-plugin-", ".jar");
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(jar), sha256())) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            return new PrivateCopy(
                    file, HexFormat.of().formatHex(in.getMessageDigest().digest()));
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
