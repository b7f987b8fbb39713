package dev.sluice.proxy.plugin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * A jar's bytes as they were at one moment, in a file that nobody else touches: a jar that is replaced while the JVM has it open
 * would break the classes that are not loaded yet.
 *
 * @param file deleted by {@link #close}
 * @param fingerprint differs when the bytes do; no protection from who would forge it, since who may write a jar may do anything
 */
record PrivateCopy(Path file, String fingerprint) implements AutoCloseable {

    private static final int CHUNK = 1 << 18;

    /**
     * Copies.
     *
     * @param jar what to copy
     * @param file what to write to; deleted if that fails
     */
    static PrivateCopy of(Path jar, Path file) throws IOException {
        try {
            return new PrivateCopy(file, copy(jar, file));
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }

    private static String copy(Path jar, Path file) throws IOException {
        CRC32C sum = new CRC32C();
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
        long size = 0;
        try (FileChannel in = FileChannel.open(jar, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            while (in.read(chunk) >= 0) {
                sum.update(chunk.flip());
                chunk.rewind();
                while (chunk.hasRemaining()) {
                    size += out.write(chunk);
                }
                chunk.clear();
            }
        }
        return "%08x-%d".formatted(sum.getValue(), size);
    }
}
