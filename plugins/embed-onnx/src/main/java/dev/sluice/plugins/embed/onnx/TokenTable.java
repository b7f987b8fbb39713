package dev.sluice.plugins.embed.onnx;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The vectors of tokens that were read so far, as many as there is room for. Thread-safe. */
final class TokenTable {

    private final AtomicReferenceArray<float @Nullable []> rows;
    private final AtomicInteger room;

    /**
     * Makes an empty one.
     *
     * @param tokens numbers that tokens have, from 0 on
     * @param room most vectors
     */
    TokenTable(int tokens, int room) {
        this.rows = new AtomicReferenceArray<>(tokens);
        this.room = new AtomicInteger(room);
    }

    int tokens() {
        return rows.length();
    }

    float @Nullable [] find(int token) {
        return rows.get(token);
    }

    /** Where there is room. */
    void keep(int token, float[] vector) {
        if (room.get() > 0 && rows.compareAndSet(token, null, vector)) {
            room.decrementAndGet();
        }
    }

    int size() {
        int size = 0;
        for (int token = 0; token < rows.length(); token++) {
            size += rows.get(token) == null ? 0 : 1;
        }
        return size;
    }
}
