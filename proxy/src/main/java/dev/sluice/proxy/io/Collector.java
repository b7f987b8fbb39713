package dev.sluice.proxy.io;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Puts the chunks of a body together, up to a limit; a body of one chunk is that chunk. */
public final class Collector {

    private final long limit;
    private @Nullable Buffer bytes;
    private boolean shared;

    /**
     * Starts empty.
     *
     * @param limit in bytes
     */
    public Collector(long limit) {
        this.limit = limit;
    }

    /**
     * Adds a chunk.
     *
     * @param chunk not changed by anybody from now on
     * @return whether there was room; nothing is added if not
     */
    public boolean add(Buffer chunk) {
        long length = (long) bytes().length() + chunk.length();
        if (length > limit) {
            return false;
        }
        if (bytes == null) {
            bytes = chunk;
            shared = true;
        } else {
            own().appendBuffer(chunk);
        }
        return true;
    }

    /**
     * What has come so far.
     *
     * @return not to be changed
     */
    public Buffer bytes() {
        return bytes == null ? Buffer.buffer(0) : bytes;
    }

    private Buffer own() {
        Buffer current = bytes();
        if (shared) {
            current = Buffer.buffer(Math.max(1024, current.length() * 2)).appendBuffer(current);
            shared = false;
            bytes = current;
        }
        return current;
    }
}
