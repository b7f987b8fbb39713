package dev.sluice.plugins.embed.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;

/** Reads a reply; whatever is not just what was asked for is refused, and said. */
final class Vectors {

    private Vectors() {}

    static List<float[]> read(Buffer reply, int count, URI from) {
        try {
            return read(reply.toJsonObject(), count);
        } catch (DecodeException | ClassCastException | NullPointerException e) {
            throw new IllegalStateException(
                    "Expected the embeddings of " + count + " texts from " + from
                            + " in OpenAI's shape ({\"data\": [{\"index\": 0, \"embedding\": [..]}]}), found another.",
                    e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(e.getMessage() + " from " + from, e);
        }
    }

    private static List<float[]> read(JsonObject reply, int count) {
        JsonArray data = reply.getJsonArray("data");
        if (data.size() != count) {
            throw new IllegalArgumentException("Expected " + count + " vectors, found " + data.size());
        }
        float[][] vectors = new float[count][];
        for (int i = 0; i < count; i++) {
            JsonObject item = data.getJsonObject(i);
            int index = item.getInteger("index", i);
            if (index < 0 || index >= count || vectors[index] != null) {
                throw new IllegalArgumentException("Expected each of " + count + " vectors once, found number " + index
                        + " again or not among them");
            }
            vectors[index] = vector(item.getJsonArray("embedding"));
        }
        for (float[] vector : vectors) {
            if (vector.length != vectors[0].length) {
                throw new IllegalArgumentException(
                        "Expected vectors of one size, found " + vectors[0].length + " and " + vector.length);
            }
        }
        return List.of(vectors);
    }

    private static float[] vector(JsonArray numbers) {
        if (numbers.isEmpty()) {
            throw new IllegalArgumentException("Expected vectors with numbers in them, found an empty one");
        }
        float[] vector = new float[numbers.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = ((Number) numbers.getValue(i)).floatValue();
        }
        return vector;
    }
}
