package dev.sluice.plugins.cache;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * A question that all replicas are to know.
 *
 * @param tenant whose it is
 * @param compartment what it is compared with: the digest of the request without it
 * @param id under which its answer lies
 * @param text the question
 * @param expiresAt when its answer is given no more, in milliseconds of the epoch
 * @param vector of unit length
 */
@SuppressWarnings("ArrayRecordComponent") // A vector; questions are told apart by their ids.
record Shared(String tenant, String compartment, String id, String text, long expiresAt, float[] vector) {

    /** A line of JSON, and behind it the vector, four bytes a number. */
    Buffer toBuffer() {
        Buffer bytes = Json.object("id", id, "text", text, "expires", expiresAt)
                .toBuffer()
                .copy()
                .appendByte((byte) '\n');
        for (float value : vector) {
            bytes.appendFloat(value);
        }
        return bytes;
    }

    /** Reads one that lay in the log of a compartment; empty if it cannot be read, or has a vector of another size. */
    static Optional<Shared> read(String tenant, String compartment, Buffer bytes, int dimensions) {
        int end = bytes.length() - dimensions * Float.BYTES - 1;
        if (end < 0 || bytes.getByte(end) != '\n') {
            return Optional.empty();
        }
        try {
            return Json.parse(bytes.getBuffer(0, end)) instanceof Obj head
                    ? read(tenant, compartment, head, vector(bytes, end + 1, dimensions))
                    : Optional.empty();
        } catch (JsonSyntaxException e) {
            return Optional.empty();
        }
    }

    private static Optional<Shared> read(String tenant, String compartment, Obj head, float[] vector) {
        String id = head.text("id");
        String text = head.text("text");
        Num expires = head.number("expires");
        return id == null || text == null || expires == null
                ? Optional.empty()
                : Optional.of(new Shared(tenant, compartment, id, text, (long) expires.asDouble(), vector));
    }

    private static float[] vector(Buffer bytes, int begin, int dimensions) {
        float[] vector = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            vector[i] = bytes.getFloat(begin + i * Float.BYTES);
        }
        return vector;
    }
}
