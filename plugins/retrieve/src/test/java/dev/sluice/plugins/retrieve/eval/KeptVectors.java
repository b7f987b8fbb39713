package dev.sluice.plugins.retrieve.eval;

import dev.sluice.api.embed.Embedder.Purpose;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Passages' vectors, which take minutes to compute, kept for the next run in a file for each model and list of texts.
 *
 * @param folder where; null to compute them each time
 */
record KeptVectors(@Nullable Path folder) {

    List<float[]> of(LocalModel model, List<String> texts) throws IOException {
        Path file = folder == null ? null : folder.resolve(name(model, texts));
        if (file != null && Files.exists(file)) {
            return read(file, texts.size());
        }
        List<float[]> vectors = model.vectors(Purpose.PASSAGE, texts);
        if (file != null) {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes(vectors));
        }
        return vectors;
    }

    private static List<float[]> read(Path file, int count) throws IOException {
        FloatBuffer all = ByteBuffer.wrap(Files.readAllBytes(file)).asFloatBuffer();
        int width = all.remaining() / count;
        List<float[]> vectors = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            float[] vector = new float[width];
            all.get(vector);
            vectors.add(vector);
        }
        return vectors;
    }

    private static byte[] bytes(List<float[]> vectors) {
        ByteBuffer all = ByteBuffer.allocate(vectors.size() * vectors.getFirst().length * Float.BYTES);
        vectors.forEach(vector -> {
            for (float value : vector) {
                all.putFloat(value);
            }
        });
        return all.array();
    }

    private static String name(LocalModel model, List<String> texts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(model.name().getBytes(StandardCharsets.UTF_8));
            texts.forEach(text -> digest.update(text.getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest(), 0, 8) + ".vectors";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
