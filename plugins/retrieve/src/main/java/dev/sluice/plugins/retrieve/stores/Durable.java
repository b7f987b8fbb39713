package dev.sluice.plugins.retrieve.stores;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes files that are there whole after a crash, or not at all. */
final class Durable {

    private Durable() {}

    static void write(Path path, Buffer bytes) throws UnwrittenException {
        Path half = path.resolveSibling(path.getFileName() + ".half");
        try {
            write(half, path, bytes);
        } catch (IOException e) {
            remove(half);
            throw new UnwrittenException(e);
        }
    }

    private static void write(Path half, Path path, Buffer bytes) throws IOException {
        try (FileChannel file = FileChannel.open(
                half, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes.getBytes());
            while (rest.hasRemaining()) {
                file.write(rest);
            }
            file.force(true);
        }
        Files.move(half, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** It takes the room that is missing. */
    private static void remove(Path half) {
        try {
            Files.deleteIfExists(half);
        } catch (IOException e) {
            return; // The next start sweeps it.
        }
    }
}
