package dev.sluice.plugins.embed.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Where vectors of tokens outlive the process, so that the next one need not read them: their common part, and those that came. Its loss costs
 * time and nothing else. Methods block.
 *
 * <p>Laid out as: a checksum of all that follows, the length of the model's name and the name, the dimensions, the common part, and each token with its vector.
 *
 * @param path where; beside it stands, for moments, what is not whole yet
 * @param model that the vectors are by
 * @param warnings is told where it is of no use, or cannot be written
 */
record TokenFile(Path path, String model, Consumer<String> warnings) {

    /** What it held. */
    @SuppressWarnings("ArrayRecordComponent") // A vector; never compared as a whole.
    record Kept(float[] common, TokenTable table) {}

    /**
     * Reads it.
     *
     * @param tokens numbers that tokens have
     * @param mostBytes that vectors may take
     * @return null if there is none that is whole and by this model
     */
    @Nullable Kept read(int tokens, int mostBytes) {
        try {
            return Files.exists(path) ? parsed(tokens, mostBytes) : null;
        } catch (IOException e) {
            warnings.accept("Tokens are read anew, since " + path + " is of no use: " + e.getMessage());
            return null;
        }
    }

    private Kept parsed(int tokens, int mostBytes) throws IOException {
        if (Files.size(path) > mostBytes + (long) tokens * Integer.BYTES + (1 << 20)) {
            throw new IOException("it is larger than any of " + tokens + " tokens");
        }
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path));
        if (bytes.remaining() < Long.BYTES || bytes.getLong() != checksum(bytes)) {
            throw new IOException("it is not whole");
        }
        byte[] name = new byte[bytes.getInt()];
        bytes.get(name);
        if (!model.equals(new String(name, StandardCharsets.UTF_8))) {
            throw new IOException("it is by another model");
        }
        float[] common = vector(bytes, bytes.getInt());
        TokenTable table = new TokenTable(tokens, room(mostBytes, common.length));
        while (bytes.hasRemaining()) {
            table.keep(bytes.getInt(), vector(bytes, common.length));
        }
        return new Kept(common, table);
    }

    /** Replaces it in one step: after a crash there is the old one, or the new one. */
    void write(float[] common, TokenTable table) {
        try {
            replace(bytes(common, table));
        } catch (IOException e) {
            warnings.accept("The next process has to read tokens anew, since " + path + " cannot be written: " + e);
        }
    }

    private void replace(ByteBuffer bytes) throws IOException {
        // Should two processes write it at once, the checksum tells.
        Path half = path.resolveSibling(path.getFileName() + ".half");
        try (FileChannel file = FileChannel.open(
                half, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        }
        Files.move(half, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static int room(int mostBytes, int dimensions) {
        return mostBytes / (dimensions * Float.BYTES);
    }

    private ByteBuffer bytes(float[] common, TokenTable table) {
        byte[] name = model.getBytes(StandardCharsets.UTF_8);
        int row = common.length * Float.BYTES;
        int head = Long.BYTES + Integer.BYTES + name.length + Integer.BYTES + row;
        ByteBuffer bytes = ByteBuffer.allocate(head + table.size() * (Integer.BYTES + row));
        bytes.putLong(0).putInt(name.length).put(name).putInt(common.length);
        put(common, bytes);
        for (int token = 0; token < table.tokens(); token++) {
            float[] vector = table.find(token);
            if (vector != null && bytes.remaining() > row) { // Others may go on reading meanwhile.
                put(vector, bytes.putInt(token));
            }
        }
        bytes.flip().position(Long.BYTES);
        return bytes.putLong(0, checksum(bytes)).rewind();
    }

    private static long checksum(ByteBuffer bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes.duplicate());
        return checksum.getValue();
    }

    private static float[] vector(ByteBuffer bytes, int dimensions) {
        float[] vector = new float[dimensions];
        bytes.asFloatBuffer().get(vector);
        bytes.position(bytes.position() + dimensions * Float.BYTES);
        return vector;
    }

    private static void put(float[] vector, ByteBuffer bytes) {
        bytes.asFloatBuffer().put(vector);
        bytes.position(bytes.position() + vector.length * Float.BYTES);
    }
}
