package dev.sluice.api.stream;

import dev.sluice.api.json.Slice;
import java.util.Arrays;

/** The bytes of a stream that have come but are not whole yet; grows by doubling, up to a limit. */
final class Carry {
    private static final byte[] EMPTY = {};

    private final int limit;
    private byte[] bytes = EMPTY;
    private int length;

    Carry(int limit) {
        this.limit = limit;
    }

    boolean isEmpty() {
        return length == 0;
    }

    int length() {
        return length;
    }

    /** Adds a chunk's bytes and gives all that are here. */
    Slice join(Slice chunk) {
        if (chunk.length() > bytes.length - length) {
            long needed = (long) length + chunk.length();
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, 2L * bytes.length)));
        }
        System.arraycopy(chunk.array(), chunk.start(), bytes, length, chunk.length());
        length += chunk.length();
        return all();
    }

    /** Keeps the end of what was last joined, or, if nothing is here yet, of a chunk; in an array of its own. */
    void keep(Slice rest) {
        if (rest.length() > limit) {
            throw new FramingException("Expected an event of at most %d bytes but %d came without its end"
                    .formatted(limit, rest.length()));
        }
        if (rest.length() != length) { // Else all stays, and it is here already.
            bytes = rest.isEmpty() ? EMPTY : Arrays.copyOfRange(rest.array(), rest.start(), rest.end());
            length = rest.length();
        }
    }

    Slice all() {
        return new Slice(bytes, 0, length);
    }
}
